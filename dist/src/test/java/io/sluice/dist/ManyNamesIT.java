package io.sluice.dist;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What grows with what strangers name, or with what they send, stays bounded: a gateway with little
 * memory meets clients, paths and hosts that never come twice, a chunk line without an end, and a
 * chunk of two gigabytes.
 *
 * <p>{@code -Dsluice.names=1000000} says how many names; 20,000 otherwise.
 */
final class ManyNamesIT {
  private static final int NAMES = Integer.getInteger("sluice.names", 20_000);
  private static final int PIPELINED = 100;
  private static final String WELL = "HTTP/1.1 200 OK";
  private static final String TOO_MANY = "HTTP/1.1 429 ";

  /** More than the gateway's memory. */
  private static final long FLOOD_BYTES = 160L << 20;

  private static final int PIECE_BYTES = 1 << 16;

  @TempDir static Path folder;

  private static Nginx endpoint;
  private static Distribution gateway;
  private static User user;

  @BeforeAll
  static void start() throws Exception {
    endpoint = Nginx.start(Files.createDirectory(folder.resolve("nginx")));
    Path file =
        Files.writeString(
            folder.resolve("sluice.yaml"),
            "{trusted-proxies: [127.0.0.0/8], limits: {requests-per-connection: 2000000}}");
    gateway = Distribution.start(Map.of("JAVA_OPTS", "-Xmx128m"), "--config", file.toString());
    user = new User(gateway);
    user.register(
        "books",
        "{\"endpoints\": [\"%s\"], \"limiter\": {\"name\": \"token-bucket\", \"capacity\": 5}}"
            .formatted(endpoint.address()));
  }

  @AfterAll
  static void stop() {
    gateway.close();
    endpoint.close();
  }

  private static Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.traffic().getPort());
    socket.setSoTimeout(30_000);
    return socket;
  }

  @Test
  void namesThatNeverComeTwiceAreServed() throws Exception {
    int before = statusOfAbuser();
    assertEquals(429, before);
    try (Socket socket = connect()) {
      InputStream in = new BufferedInputStream(socket.getInputStream(), PIECE_BYTES);
      for (int first = 0; first < NAMES; first += PIPELINED) {
        StringBuilder requests = new StringBuilder();
        for (int i = first; i < first + PIPELINED; i++) {
          requests.append(request(i));
        }
        socket.getOutputStream().write(requests.toString().getBytes(ISO_8859_1));
        for (int i = 0; i < PIPELINED; i++) {
          String status = answer(in);
          assertTrue(status.startsWith(WELL) || status.startsWith(TOO_MANY), status);
        }
      }
    }
    assertAlive();
  }

  /** One client, path and host that nobody else has. */
  private static String request(int number) {
    String address =
        "%d.%d.%d.%d"
            .formatted(11 + (number >> 24), number >> 16 & 0xFF, number >> 8 & 0xFF, number & 0xFF);
    return "GET /books/%d HTTP/1.1\r\nHost: h%d.example\r\nX-Forwarded-For: %s\r\n\r\n"
        .formatted(number, number, address);
  }

  /** The last of more requests than one client may make at once. */
  private static int statusOfAbuser() throws Exception {
    int status = 0;
    for (int i = 0; i < 10; i++) {
      status =
          user.send(user.to("/books/same").header("X-Forwarded-For", "192.0.2.1").build())
              .statusCode();
    }
    return status;
  }

  /** Reads an answer with a length; returns its first line. */
  private static String answer(InputStream in) throws IOException {
    String first = line(in);
    int length = 0;
    for (String field = line(in); !field.isEmpty(); field = line(in)) {
      if (field.regionMatches(true, 0, "Content-Length:", 0, 15)) {
        length = Integer.parseInt(field.substring(15).strip());
      }
    }
    in.skipNBytes(length);
    return first;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new IOException("the connection has ended after \"" + line + "\"");
      }
      line.append((char) octet);
    }
    return line.toString().strip();
  }

  @Test
  void aChunkLineWithoutAnEndIsRefused() throws Exception {
    assertTrue(flood("2;", (byte) 'a') < FLOOD_BYTES, "taken to its end");
    assertAlive();
  }

  @Test
  void aChunkOfGigabytesIsPassedOn() throws Exception {
    assertEquals(FLOOD_BYTES, flood("7fffffff\r\n", (byte) 'a'));
    assertAlive();
  }

  @Test
  void aChunkOfMoreBytesThanThereAreNumbersForIsRefused() throws Exception {
    assertTrue(flood("fffffffffffffffff\r\n", (byte) 'a') < FLOOD_BYTES, "taken to its end");
    assertAlive();
  }

  /** Sends a chunk that begins so, and then the same byte again; returns how often. */
  private static long flood(String begin, byte octet) throws IOException {
    byte[] piece = new byte[PIECE_BYTES];
    Arrays.fill(piece, octet);
    long sent = 0;
    try (Socket socket = connect()) {
      socket
          .getOutputStream()
          .write(
              ("POST /books/upload HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                      + begin)
                  .getBytes(ISO_8859_1));
      while (sent < FLOOD_BYTES) {
        socket.getOutputStream().write(piece);
        sent += piece.length;
      }
    } catch (SocketException e) {
      return sent;
    }
    return sent;
  }

  private static void assertAlive() throws Exception {
    assertEquals("well", user.get("/books/alive" + System.nanoTime()).body());
    assertTrue(gateway.lines().stream().noneMatch(line -> line.contains("OutOfMemory")));
  }
}
