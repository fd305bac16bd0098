package io.sluice.dist;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What hostile bytes do to the ports of the administration, with as little memory as is sensible:
 * its own, that of the meters, and the traffic's where it shares that.
 */
final class AdminGuardIT {
  private static final String CHUNKED =
      head(
          "POST /services/books HTTP/1.1",
          "Host: localhost",
          "Content-Type: application/json",
          "Transfer-Encoding: chunked");
  private static final String MARKER =
      head("GET /livez HTTP/1.1", "Host: localhost", "Connection: close");

  /** More than anybody reads of a request that was refused. */
  private static final int FLOOD_BYTES = 64 << 20;

  private static final int PIECE_BYTES = 1 << 16;

  @TempDir static Path folder;

  private static Distribution two;
  private static Distribution one;
  private static int metersPort;

  @BeforeAll
  static void start() throws IOException {
    metersPort = freePort();
    two =
        start(
            "two.yaml", "{metrics: {address: '0.0.0.0:%d'}}".formatted(metersPort), "127.0.0.1:0");
    one = start("one.yaml", "{}", "traffic");
  }

  private static Distribution start(String name, String configuration, String admin)
      throws IOException {
    Path file = Files.writeString(folder.resolve(name), configuration);
    return Distribution.start(
        Map.of("ADMIN_ADDR", admin, "JAVA_OPTS", "-Xmx128m"), "--config", file.toString());
  }

  @AfterAll
  static void stop() {
    two.close();
    one.close();
  }

  static List<Integer> ports() {
    return List.of(two.admin().getPort(), metersPort, one.admin().getPort());
  }

  @ParameterizedTest
  @MethodSource("ports")
  void aChunkLineThatNeverEndsIsRefused(int port) throws IOException {
    String answers = flood(port, CHUNKED + "2;", (byte) 'a');
    assertTrue(answers.isEmpty() || answers.matches("(?s)HTTP/1.1 40[0-9].*"), answers);
    assertAlive(port);
  }

  @ParameterizedTest
  @MethodSource("ports")
  void aChunkOfGigabytesIsRefused(int port) throws IOException {
    String answers = flood(port, CHUNKED + "c0000000\r\n", (byte) ' ');
    assertTrue(answers.isEmpty() || answers.matches("(?s)HTTP/1.1 4[01][0-9].*"), answers);
    assertAlive(port);
  }

  @Test
  void whatIsRefusedIsTold() throws IOException {
    int port = two.admin().getPort();
    assertEquals("400", status(ask(port, CHUNKED + "2;" + "a".repeat(10_000))));
    assertEquals("413", status(ask(port, CHUNKED + "c0000000\r\n[")));
    String sized = CHUNKED.replace("Transfer-Encoding: chunked", "Content-Length: 3221225472");
    assertEquals("413", status(ask(port, sized)));
    assertEquals("415", status(ask(port, CHUNKED.replace("application/json", "text/plain"))));
  }

  @ParameterizedTest
  @MethodSource("ports")
  void nothingIsServedAfterABareLineFeedInAChunkLine(int port) throws IOException {
    String answers = ask(port, CHUNKED + "2\n[]\r\n0\r\n\r\n" + MARKER);
    assertTrue(answers.startsWith("HTTP/1.1 4"), answers);
    assertEquals(answers.indexOf("HTTP/1.1"), answers.lastIndexOf("HTTP/1.1"), answers);
  }

  @ParameterizedTest
  @MethodSource("ports")
  void halfAHeadIsClosedAtItsDeadline(int port) throws IOException {
    long start = System.nanoTime();
    String answers = ask(port, "GET /livez HTTP/1.1\r\nHost: local");
    long seconds = (System.nanoTime() - start) / 1_000_000_000;
    assertEquals("408", status(answers));
    assertTrue(seconds >= 9 && seconds < 14, "after " + seconds + " s");
  }

  @Test
  void aStrangersNameAndPageAreRefused() throws IOException {
    for (int port : List.of(two.admin().getPort(), one.admin().getPort())) {
      assertEquals("403", status(get(port, "/services", "evil.example")));
      assertEquals("403", status(get(port, "http://evil.example/services", "localhost")));
      String page = "localhost\r\nOrigin: http://evil.example";
      assertEquals("403", status(get(port, "/services", page)));
      assertEquals("200", status(get(port, "/services", "localhost")));
    }
  }

  private static String head(String... lines) {
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  private static String get(int port, String target, String host) throws IOException {
    return ask(port, head("GET " + target + " HTTP/1.1", "Host: " + host, "Connection: close"));
  }

  private static void assertAlive(int port) throws IOException {
    assertEquals("200", status(ask(port, MARKER)));
  }

  private static String status(String answers) {
    return answers.length() < 12 ? answers : answers.substring(9, 12);
  }

  /** Sends these bytes and reads until the gateway ends the connection. */
  private static String ask(int port, String bytes) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
      return readAll(socket);
    }
  }

  /** Sends these bytes, then the same byte again and again until nobody takes it any more. */
  private static String flood(int port, String begin, byte filling) throws IOException {
    byte[] piece = new byte[PIECE_BYTES];
    Arrays.fill(piece, filling);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(begin.getBytes(ISO_8859_1));
      for (int sent = 0; sent < FLOOD_BYTES; sent += PIECE_BYTES) {
        socket.getOutputStream().write(piece);
      }
      return readAll(socket);
    } catch (SocketException e) {
      return ""; // the gateway closed while bytes came; a reset takes its answer away
    }
  }

  private static String readAll(Socket socket) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(all);
    } catch (SocketException e) {
      // a reset ends the connection, too
    }
    return all.toString(ISO_8859_1);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
