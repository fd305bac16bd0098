package io.sluice.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * slowhttptest in its four modes against a gateway with little memory, beside one user who wants to
 * be served as ever. Client, gateway and endpoint are processes of their own.
 *
 * <p>{@code -Dsluice.slow=10000} says how many slow connections; 500 otherwise. Each process may
 * have 20,000 open files, so 10,000 is the most. Others who come from the attackers' address are
 * served, too, as long as these do not keep all of its places at work. Connections that are held
 * open by an attacker who makes no progress end at their deadlines, of five seconds here.
 */
final class SlowPeersIT {
  private static final int SLOW = Integer.getInteger("sluice.slow", 500);
  private static final int DEADLINE_SECONDS = 5;

  /** How long an attack may take: its connections are made, dripped over, and closed. */
  private static final int ATTACK_SECONDS = 4 * DEADLINE_SECONDS + SLOW / 500;

  private static final long PAUSE_MILLIS = 5;

  @TempDir static Path folder;

  private static Nginx endpoint;
  private static Distribution gateway;
  private static User user;

  @BeforeAll
  static void start() throws Exception {
    Tool.require("slowhttptest");
    endpoint = Nginx.start(Files.createDirectory(folder.resolve("nginx")));
    Path file =
        Files.writeString(
            folder.resolve("sluice.yaml"),
            """
            timeouts: {request-head: %1$ds, idle: %1$ds}
            """
                .formatted(DEADLINE_SECONDS));
    gateway = Distribution.start(Map.of("JAVA_OPTS", "-Xmx128m"), "--config", file.toString());
    user = new User(gateway);
    user.register(
        "books", "{\"endpoints\": [\"%s\"], \"limiter\": \"none\"}".formatted(endpoint.address()));
  }

  @AfterAll
  static void stop() {
    gateway.close();
    endpoint.close();
  }

  static Stream<Arguments> modes() {
    return Stream.of(
        Arguments.of("slow heads", "/books/", List.of("-H", "-i", "1")),
        Arguments.of("slow bodies", "/books/upload", List.of("-B", "-i", "1", "-s", "100000")),
        Arguments.of(
            "slow reads",
            "/books/large",
            List.of("-X", "-w", "512", "-y", "1024", "-n", "1", "-z", "32", "-k", "1")),
        Arguments.of("ranges", "/books/large", List.of("-R", "-a", "10", "-b", "3000")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("modes")
  void normalTrafficGoesOnAndTheSlowAreEnded(String mode, String path, List<String> options)
      throws Exception {
    assertEquals(200, user.get("/books/").statusCode());
    Process attack = attack(path, options);
    List<Long> millis = new ArrayList<>();
    long most = 0;
    int newcomers = 0;
    int served = 0;
    try {
      for (int i = 0; attack.isAlive(); i++) {
        if (i % 10 == 0) {
          newcomers++;
          served += isServedANewConnection() ? 1 : 0;
        }
        long begin = System.nanoTime();
        HttpResponse<String> answer = user.get("/books/normal");
        assertEquals(200, answer.statusCode(), answer.body());
        millis.add((System.nanoTime() - begin) / 1_000_000);
        if (i % 50 == 0) {
          most = Math.max(most, openConnections());
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    } finally {
      attack.destroyForcibly();
    }
    String report = Files.readString(folder.resolve("attack.log"), StandardCharsets.UTF_8);
    Collections.sort(millis);
    System.out.printf(
        "%s: %d requests beside up to %d connections, median %d ms, p99 %d ms, slowest %d ms; %d of %d new connections served; resident %d MiB%n",
        mode,
        millis.size(),
        most,
        millis.get(millis.size() / 2),
        millis.get(millis.size() * 99 / 100),
        millis.getLast(),
        served,
        newcomers,
        residentMebibytes());
    assertTrue(millis.size() > 100, report);
    assertTrue(millis.get(millis.size() * 99 / 100) < 1000, () -> "p99 of " + millis);
    // what serves a slow request makes no room, and one peer may have some 990 connections here
    if (mode.equals("slow heads") || SLOW < 900) {
      assertTrue(served >= newcomers * 9 / 10, served + " of " + newcomers + " were served");
    }
    User.await("the slow are gone", () -> openConnections() <= 4);
    assertTrue(gateway.lines().stream().noneMatch(line -> line.contains("OutOfMemory")), report);
  }

  /** Whether one who comes from the attackers' address is served. */
  private static boolean isServedANewConnection() {
    try {
      URLConnection connection =
          URI.create(gateway.traffic() + "/books/new").toURL().openConnection();
      connection.setRequestProperty("Connection", "close");
      connection.setReadTimeout(5_000);
      try (InputStream answer = connection.getInputStream()) {
        answer.readAllBytes();
        return true;
      }
    } catch (IOException e) {
      return false; // refused
    }
  }

  private static Process attack(String path, List<String> options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Tool.require("slowhttptest"));
    command.addAll(options);
    command.addAll(
        List.of(
            "-c", Integer.toString(SLOW),
            "-r", Integer.toString(Math.max(200, SLOW / 10)),
            "-l", Integer.toString(ATTACK_SECONDS),
            "-p", "3",
            "-u", gateway.traffic() + path));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("attack.log").toFile())
        .start();
  }

  /** Connections that clients have open, the user's own included. */
  private static long openConnections() {
    try {
      Matcher found =
          Pattern.compile("(?m)^sluice_listener_open_connections (\\S+)")
              .matcher(user.getAdmin("/metrics").body());
      assertTrue(found.find(), "no meter of open connections");
      return (long) Double.parseDouble(found.group(1));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static long residentMebibytes() throws IOException {
    Path status = Path.of("/proc", Long.toString(gateway.process().pid()), "status");
    Matcher found = Pattern.compile("VmRSS:\\s+(\\d+) kB").matcher(Files.readString(status));
    return found.find() ? Long.parseLong(found.group(1)) >> 10 : -1;
  }
}
