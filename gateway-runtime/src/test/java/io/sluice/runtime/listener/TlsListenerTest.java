package io.sluice.runtime.listener;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class TlsListenerTest {

  private static final Duration AMPLE = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final String TLS13 = "TLSv1.3";
  private static final String TLS12 = "TLSv1.2";

  private static final int LARGE = 24 << 20;

  /** The begin of a record that holds a ClientHello of 512 bytes. */
  private static final byte[] HELLO_BEGIN = {22, 3, 1, 2, 0, 1, 0, 1, (byte) 0xFC, 3, 3};

  private final SSLContext client = TlsFixture.clientContext();

  @TempDir private Path folder;

  private TlsFixture start() throws IOException {
    return new TlsFixture(folder, TlsFixture.EC, AMPLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {TLS12, TLS13})
  void servesRequestsOverBothVersionsWithBothKindsOfKey(String version) throws IOException {
    for (TestCertificate shown : List.of(TlsFixture.EC, TlsFixture.RSA)) {
      try (TlsFixture fixture = new TlsFixture(folder, shown, AMPLE);
          SSLSocket socket = fixture.connect(client, version)) {
        for (int request = 0; request < 3; request++) {
          TlsFixture.ask(socket, "/");
          assertEquals("https", TlsFixture.body(socket));
        }
        assertEquals(version, socket.getSession().getProtocol());
        assertEquals("http/1.1", socket.getApplicationProtocol());
        assertTrue(socket.getSession().getCipherSuite().endsWith("AES_128_GCM_SHA256"));
        assertEquals(shown.certificate(), socket.getSession().getPeerCertificates()[0]);
      }
    }
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
  void takesTheOfferedHttp11AndRefusesWhoOffersNothingKnown() throws IOException {
    try (TlsFixture fixture = start();
        SSLSocket socket = fixture.connect(client, TLS13)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"h2"});
      socket.setSSLParameters(parameters);
      IOException e = assertThrows(IOException.class, socket::startHandshake);
      assertTrue(String.valueOf(e.getMessage()).contains("no_application_protocol"), e.toString());
    }
  }

  @Test
  void servesClientsThatOfferNoProtocol() throws IOException {
    try (TlsFixture fixture = start();
        SSLSocket socket = fixture.connect(client, TLS13)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[0]);
      socket.setSSLParameters(parameters);
      TlsFixture.ask(socket, "/");
      assertEquals("https", TlsFixture.body(socket));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {TLS12, TLS13})
  void carriesLargeBodiesBothWays(String version) throws Exception {
    byte[] large = TlsFixture.bytes(LARGE);
    String digest = TlsFixture.digest(new ByteArrayInputStream(large));
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(new String[] {version});
    try (TlsFixture fixture = start();
        HttpClient http =
            HttpClient.newBuilder().sslContext(client).sslParameters(parameters).build()) {
      URI root = URI.create("https://localhost:" + fixture.port());
      for (BodyPublisher body :
          List.of(
              BodyPublishers.ofByteArray(large),
              BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))) {
        HttpRequest upload = HttpRequest.newBuilder(root.resolve("/digest")).POST(body).build();
        assertEquals(digest, http.send(upload, BodyHandlers.ofString()).body());
      }
      for (String kind : List.of("/bytes/", "/chunks/")) {
        HttpRequest download = HttpRequest.newBuilder(root.resolve(kind + LARGE)).build();
        assertArrayEquals(large, http.send(download, BodyHandlers.ofByteArray()).body());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {TLS12, TLS13})
  void readsAndWritesAtTheSameTime(String version) throws Exception {
    byte[] large = TlsFixture.bytes(LARGE);
    try (TlsFixture fixture = start();
        SSLSocket socket = fixture.connect(client, version)) {
      socket
          .getOutputStream()
          .write(
              ("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: " + LARGE + "\r\n\r\n")
                  .getBytes(US_ASCII));
      onThreads(
          2,
          number -> {
            if (number == 0) {
              socket.getOutputStream().write(large);
            } else {
              assertArrayEquals(large, TlsFixture.body(socket).getBytes(ISO_8859_1));
            }
          });
    }
  }

  @Test
  void goesOnAfterAKeyUpdate() throws IOException {
    try (TlsFixture fixture = start();
        SSLSocket socket = fixture.connect(client, TLS13)) {
      for (int request = 0; request < 5; request++) {
        TlsFixture.ask(socket, "/bytes/40000");
        socket.startHandshake();
        assertEquals(40000, TlsFixture.body(socket).length());
      }
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
  void answersAClientThatSaidGoodbyeAfterItsRequest() throws IOException {
    try (TlsFixture fixture = start();
        SSLSocket socket = fixture.connect(client, TLS13)) {
      TlsFixture.ask(socket, "/bytes/100000");
      socket.shutdownOutput();
      assertEquals(100000, TlsFixture.body(socket).length());
      assertEquals(-1, socket.getInputStream().read());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {TLS12, TLS13})
  void saysGoodbyeAtOnceWhenTheAnswerWasTheLast(String version) throws IOException {
    try (TlsFixture fixture = start();
        SSLSocket socket = fixture.connect(client, version)) {
      socket.startHandshake();
      long start = System.nanoTime();
      socket
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".getBytes(US_ASCII));
      assertEquals("https", TlsFixture.body(socket));
      assertEquals(-1, socket.getInputStream().read());
      assertTrue(System.nanoTime() - start < Http1Connection.LINGER.toNanos());
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
  void serves50ClientsAtATime() throws Exception {
    try (TlsFixture fixture = start()) {
      onThreads(
          50,
          number -> {
            try (SSLSocket socket = fixture.connect(client, number % 2 == 0 ? TLS12 : TLS13)) {
              for (int request = 0; request < 20; request++) {
                int bytes = number * request * 97;
                TlsFixture.ask(socket, "/bytes/" + bytes);
                assertEquals(bytes, TlsFixture.body(socket).length());
              }
            }
          });
    }
  }

  @Test
  void showsAReplacedCertificateWithoutAFailedRequest() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    CountDownLatch served = new CountDownLatch(8);
    try (TlsFixture fixture = start();
        SSLSocket before = fixture.connect(client, TLS13)) {
      TlsFixture.ask(before, "/");
      TlsFixture.body(before);
      onThreads(
          9,
          number -> {
            if (number == 8) {
              served.await();
              for (int turn = 0; turn < 20; turn++) {
                fixture.breakKey();
                fixture.replace(turn % 2 == 0 ? TlsFixture.RSA : TlsFixture.EC);
                assertEquals(
                    turn % 2 == 0 ? TlsFixture.RSA.certificate() : TlsFixture.EC.certificate(),
                    shown(fixture));
              }
              done.set(true);
              return;
            }
            do {
              try (SSLSocket socket = fixture.connect(client, number % 2 == 0 ? TLS12 : TLS13)) {
                for (int request = 0; request < 3; request++) {
                  TlsFixture.ask(socket, "/bytes/1000");
                  assertEquals(1000, TlsFixture.body(socket).length());
                }
              }
              served.countDown();
            } while (!done.get());
          });
      TlsFixture.ask(before, "/");
      assertEquals("https", TlsFixture.body(before));
    }
  }

  private static Certificate shown(TlsFixture fixture) throws IOException {
    try (SSLSocket socket = fixture.connect(TlsFixture.clientContext(), TLS13)) {
      socket.startHandshake();
      return socket.getSession().getPeerCertificates()[0];
    }
  }

  @Test
  void keepsTheFormerCertificateWhenTheNewFilesAreBroken() throws IOException {
    try (TlsFixture fixture = start()) {
      fixture.breakKey();
      assertEquals(TlsFixture.EC.certificate(), shown(fixture));
      fixture.replace(TlsFixture.RSA);
      assertEquals(TlsFixture.RSA.certificate(), shown(fixture));
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

  /** What one of several threads does. */
  private interface Work {
    void run(int number) throws Exception;
  }

  private static void onThreads(int count, Work work) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Boolean>> all = new ArrayList<>();
      for (int number = 0; number < count; number++) {
        int its = number;
        all.add(() -> {
          work.run(its);
          return true;
        });
      }
      for (Future<Boolean> each : threads.invokeAll(all)) {
        assertInstanceOf(Boolean.class, get(each));
      }
    }
  }

  private static Boolean get(Future<Boolean> future) throws Exception {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }
}
