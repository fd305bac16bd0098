package io.sluice.dist;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the access log of the built distribution says, and what becomes of it. */
final class AccessLogIT {
  @TempDir Path folder;

  private LocalEndpoint endpoint;

  @BeforeEach
  void startEndpoint() throws IOException {
    endpoint = LocalEndpoint.start();
  }

  @AfterEach
  void stopEndpoint() {
    endpoint.close();
  }

  private Distribution start(String accessLog) throws IOException {
    return Distribution.start(
        folder,
        """
        services: {books: {endpoints: ["%s"], limiter: none, probe: none}}
        access-log: %s
        """
            .formatted(endpoint.address(), accessLog));
  }

  private static void send(Distribution gateway, String request) throws IOException {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), gateway.traffic().getPort())) {
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      socket.getInputStream().readAllBytes();
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aRequestIsALineOfJsonWithinASecondWhateverStandsInIt() throws Exception {
    Path file = folder.resolve("access.log");
    try (Distribution gateway = start("{to: access.log}")) {
      String hostile = "caf\u00e9 \\\" {}";
      send(
          gateway,
          "GET /books/%22?q=[1] HTTP/1.1\r\nHost: shop\r\nConnection: close\r\nUser-Agent: "
              + hostile
              + "\r\n\r\n");
      long start = System.nanoTime();
      User.await("the line is there", () -> lines(file).size() == 1);
      assertTrue(System.nanoTime() - start < 1_000_000_000L, "it took more than a second");
      String line = lines(file).getFirst();
      assertTrue(line.contains("\"target\":\"/books/%22?q=[1]\""), line);
      assertTrue(line.contains("\"userAgent\":\"caf\\u00e9 \\\\\\\" {}\""), line);
      assertTrue(line.contains("\"endpoint\":\"" + endpoint.address() + "\""), line);
      assertTrue(line.contains("\"status\":200,\"bytesIn\":0,\"bytesOut\":5,"), line);
    }
  }

  @Test
  void whatWasServedBeforeTheEndIsWrittenBeforeTheEnd() throws Exception {
    Path file = folder.resolve("access.log");
    try (Distribution gateway = start("{to: access.log, format: combined}")) {
      User user = new User(gateway);
      for (int i = 0; i < 20; i++) {
        assertEquals(200, user.get("/books/" + i).statusCode());
      }
    }
    List<String> lines = lines(file);
    assertEquals(20, lines.size());
    Pattern combined =
        Pattern.compile(
            "127\\.0\\.0\\.1 - - \\[[^]]+] \"GET /books/\\d+ HTTP/1.1\" 200 5 \"-\" \"[^\"]+\"");
    assertTrue(lines.stream().allMatch(combined.asMatchPredicate()), lines::toString);
  }

  @Test
  void aFileThatIsMovedAwayIsOpenedAnew() throws Exception {
    Path file = folder.resolve("access.log");
    try (Distribution gateway = start("{to: access.log}")) {
      User user = new User(gateway);
      user.get("/books/1");
      User.await("the first line is there", () -> lines(file).size() == 1);
      Files.move(file, folder.resolve("moved.log"));
      User.await("the file is there again", () -> Files.exists(file));
      user.get("/books/2");
      User.await("the second line is there", () -> lines(file).size() == 1);
    }
  }

  @Test
  void aFullDiskCostsLinesAndNoRequest() throws Exception {
    try (Distribution gateway = start("{to: /dev/full}")) {
      User user = new User(gateway);
      for (int i = 0; i < 10; i++) {
        assertEquals(200, user.get("/books/").statusCode());
      }
      User.await("the loss is counted", () -> metrics(user).contains("log_dropped_total 10.0"));
      assertTrue(gateway.lines().stream().anyMatch(line -> line.contains("access log")));
    }
  }

  @Test
  void linesGoToTheStandardOutput() throws Exception {
    try (Distribution gateway = start("{to: stdout}")) {
      new User(gateway).get("/books/here");
      User.await(
          "the line is there",
          () -> gateway.lines().stream().anyMatch(line -> line.contains("\"/books/here\"")));
    }
  }

  private static String metrics(User user) {
    try {
      return user.getAdmin("/metrics").body();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
