package io.sluice.runtime.listener;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What strangers try before, during and after a handshake, each beside clients who mean well. */
@Timeout(60)
final class TlsHostilityTest {

  private static final Duration AMPLE = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final String TLS13 = "TLSv1.3";
  private static final String TLS12 = "TLSv1.2";

  /** The begin of a record that holds a ClientHello of 512 bytes. */
  private static final byte[] HELLO_BEGIN = {22, 3, 1, 2, 0, 1, 0, 1, (byte) 0xFC, 3, 3};

  private final SSLContext client = TlsFixture.clientContext();

  @TempDir private Path folder;

  private TlsFixture start() throws IOException {
    return new TlsFixture(folder, TlsFixture.EC, AMPLE);
  }

  @Test
  void refusesOldVersions() throws Exception {
    try (TlsFixture fixture = start();
        Socket socket = fixture.connectPlain()) {
      byte[] tls11Hello = new byte[2 + 32 + 1 + 2 + 2 + 2];
      tls11Hello[0] = 3;
      tls11Hello[1] = 2;
      tls11Hello[36] = 2;
      tls11Hello[37] = (byte) 0xC0;
      tls11Hello[38] = 0x13;
      tls11Hello[tls11Hello.length - 2] = 1;
      ByteArrayOutputStream record = new ByteArrayOutputStream();
      record.writeBytes(new byte[] {22, 3, 1, 0, (byte) (tls11Hello.length + 4)});
      record.writeBytes(new byte[] {1, 0, 0, (byte) tls11Hello.length});
      record.writeBytes(tls11Hello);
      socket.getOutputStream().write(record.toByteArray());
      assertEquals("tls-handshake", fixture.fault());
      byte[] alert = socket.getInputStream().readAllBytes();
      assertEquals(21, alert[0]);
    }
  }

  @Test
  void endsAFloodOfKeyUpdates() throws IOException {
    try (TlsFixture fixture = start();
        SSLSocket socket = fixture.connect(client, TLS13)) {
      TlsFixture.ask(socket, "/");
      assertEquals("https", TlsFixture.body(socket));
      assertThrows(
          IOException.class,
          () -> {
            for (int update = 0; update < 10_000; update++) {
              socket.startHandshake();
            }
            assertEquals(-1, socket.getInputStream().read());
            throw new IOException("ended");
          });
    }
  }

  @Test
  void refusesRenegotiation() throws IOException {
    try (TlsFixture fixture = start();
        SSLSocket socket = fixture.connect(client, TLS12)) {
      TlsFixture.ask(socket, "/");
      assertEquals("https", TlsFixture.body(socket));
      assertThrows(
          IOException.class,
          () -> {
            socket.startHandshake();
            TlsFixture.ask(socket, "/");
            TlsFixture.body(socket);
          });
    }
  }

  @Test
  void endsAHalfHandshakeAtTheDeadlineOfAHead() throws Exception {
    try (TlsFixture fixture = new TlsFixture(folder, TlsFixture.EC, SHORT);
        Socket silent = fixture.connectPlain();
        Socket half = fixture.connectPlain()) {
      half.getOutputStream().write(HELLO_BEGIN);
      assertEquals(-1, silent.getInputStream().read());
      assertEquals(-1, half.getInputStream().read());
    }
  }

  @Test
  void endsAHandshakeThatDripsAtTheSameDeadline() throws Exception {
    try (TlsFixture fixture = new TlsFixture(folder, TlsFixture.EC, SHORT);
        Socket socket = fixture.connectPlain()) {
      socket.setSoTimeout(10);
      socket.getOutputStream().write(HELLO_BEGIN);
      int end = 0;
      for (int drop = 0; drop < 500 && end == 0; drop++) {
        end = drip(socket);
      }
      assertEquals(-1, end);
    }
  }

  /** Sends a byte and waits a moment for the end; 0 if it did not come. */
  private static int drip(Socket socket) {
    try {
      socket.getOutputStream().write(0);
      return socket.getInputStream().read();
    } catch (SocketTimeoutException e) {
      return 0;
    } catch (IOException e) {
      return -1;
    }
  }

  @Test
  void tellsPlainHttpThatThisIsNoPlaceForIt() throws Exception {
    try (TlsFixture fixture = start();
        Socket socket = fixture.connectPlain()) {
      TlsFixture.ask(socket, "/");
      String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
      assertTrue(answer.startsWith("HTTP/1.1 400 Bad Request\r\n"), answer);
      assertTrue(answer.endsWith("\r\n\r\nthis port takes https only\n"), answer);
      assertEquals("tls-handshake", fixture.fault());
    }
  }

  @Test
  void closesOnGarbageAndServesOthers() throws Exception {
    Random random = new Random(11);
    try (TlsFixture fixture = start()) {
      for (int round = 0; round < 20; round++) {
        try (Socket socket = fixture.connectPlain()) {
          byte[] garbage = new byte[1 + random.nextInt(3000)];
          random.nextBytes(garbage);
          garbage[0] = (byte) (round % 2 == 0 ? 22 : 128 + round);
          socket.getOutputStream().write(garbage);
          socket.shutdownOutput();
          drain(socket);
        }
      }
      try (SSLSocket socket = fixture.connect(client, TLS13)) {
        TlsFixture.ask(socket, "/");
        assertEquals("https", TlsFixture.body(socket));
      }
    }
  }

  private static void drain(Socket socket) throws IOException {
    try (InputStream in = socket.getInputStream()) {
      in.readAllBytes();
    } catch (java.net.SocketException e) {
      // a reset is an end, too
    }
  }

  @Test
  void forgetsClientsThatLeave() throws Exception {
    try (TlsFixture fixture = start()) {
      for (int round = 0; round < 5; round++) {
        Socket early = fixture.connectPlain();
        early.getOutputStream().write(HELLO_BEGIN);
        reset(early);
        Socket plain = fixture.connectPlain();
        SSLSocket inBody =
            (SSLSocket) client.getSocketFactory().createSocket(plain, "localhost", 0, true);
        TlsFixture.ask(inBody, "/bytes/50000000");
        inBody.getInputStream().readNBytes(1000);
        reset(plain);
      }
      try (SSLSocket last = fixture.connect(client, TLS13)) {
        TlsFixture.ask(last, "/");
        TlsFixture.body(last);
        assertEquals(-1, untilAlone(fixture, last));
      }
    }
  }

  private static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Asks on and on until no other connection is open; -1 then. */
  private static int untilAlone(TlsFixture fixture, SSLSocket socket) throws IOException {
    for (int turn = 0; turn < 100_000; turn++) {
      if (fixture.meters().open.get() == 1) {
        return -1;
      }
      TlsFixture.ask(socket, "/");
      TlsFixture.body(socket);
    }
    return fixture.meters().open.get();
  }
}
