package io.sluice.runtime.listener;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
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

/** TLS as clients who mean well use it, over both versions. */
@Timeout(60)
final class TlsListenerTest {

  private static final Duration AMPLE = Duration.ofSeconds(20);
  private static final String TLS13 = "TLSv1.3";
  private static final String TLS12 = "TLSv1.2";

  private static final int LARGE = 24 << 20;

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
