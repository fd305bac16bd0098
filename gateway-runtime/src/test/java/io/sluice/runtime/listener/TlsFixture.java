package io.sluice.runtime.listener;

import io.sluice.api.Body;
import io.sluice.api.Headers;
import io.sluice.api.Request;
import io.sluice.api.Response;
import io.sluice.api.Ticker;
import io.sluice.api.limiter.LimitDecision;
import io.sluice.runtime.address.Addresses;
import io.sluice.runtime.deadline.Sweeper;
import io.sluice.runtime.exchange.AddressPolicy;
import io.sluice.runtime.exchange.Route;
import io.sluice.runtime.exchange.Service;
import io.sluice.runtime.exchange.Timeouts;
import io.sluice.runtime.exchange.TrustedProxies;
import io.sluice.runtime.http1.Http1Limits;
import io.sluice.runtime.metrics.ListenerMeters;
import io.sluice.runtime.metrics.ServiceMeters;
import io.sluice.runtime.metrics.TunnelMeters;
import io.sluice.runtime.pipeline.Pipeline;
import io.sluice.runtime.pipeline.SnapshotSource;
import io.sluice.runtime.registry.Snapshot;
import io.sluice.runtime.route.RouteTable;
import io.sluice.runtime.tunnel.Tunnels;
import io.sluice.runtime.upstream.Forwarder;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * A TLS listener whose one service answers without any endpoint: {@code /echo} with the request's
 * body, {@code /digest} with its digest, {@code /bytes/N} and {@code /chunks/N} with so many bytes,
 * anything else with the scheme.
 */
final class TlsFixture implements AutoCloseable {

  static final TestCertificate EC = TestCertificate.make("ec", "EC", 256);
  static final TestCertificate RSA = TestCertificate.make("rsa", "RSA", 2048);

  private final Sweeper sweeper = new Sweeper(Ticker.system(), Duration.ofMillis(5));
  private final Forwarder forwarder =
      new Forwarder(sweeper, new Addresses(new AddressPolicy(_ -> false)), Duration.ofSeconds(5));
  private final Meters meters = new Meters();
  private final Path certificateFile;
  private final Path keyFile;
  private final TlsCertificate certificate;
  private final TrafficListener listener;

  /** Counts connections and faults. */
  static final class Meters implements ListenerMeters {
    final AtomicInteger open = new AtomicInteger();
    final BlockingQueue<String> faults = new LinkedBlockingQueue<>();

    @Override
    public void connectionOpened() {
      open.incrementAndGet();
    }

    @Override
    public void connectionClosed() {
      open.decrementAndGet();
    }

    @Override
    public void connectionRefused() {}

    @Override
    public void connectionsMadeRoom(int count) {}

    @Override
    public void malformed(String fault) {
      faults.add(fault);
    }
  }

  TlsFixture(Path folder, TestCertificate shown, Duration head) throws IOException {
    certificateFile = folder.resolve("certificate.pem");
    keyFile = folder.resolve("key.pem");
    shown.write(certificateFile, keyFile);
    certificate = TlsCertificate.watch(certificateFile, keyFile, Duration.ofHours(1));
    sweeper.start();
    listener =
        TrafficListener.start(
            new TrafficSettings(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    Http1Limits.requests(),
                    head,
                    Duration.ofSeconds(20),
                    TrustedProxies.NONE,
                    4096)
                .encryptedBy(certificate),
            new Pipeline(RouteTable.EMPTY, snapshots(), forwarder, tunnels()),
            sweeper,
            meters,
            ServiceMeters.NONE,
            Duration.ofSeconds(1));
  }

  private Tunnels tunnels() {
    return new Tunnels(1, sweeper, Ticker.system(), new Random(), TunnelMeters.NONE);
  }

  private static SnapshotSource snapshots() {
    Service service =
        new Service(
            "books",
            _ -> LimitDecision.ADMITTED,
            List.of((request, _) -> answer(request)),
            Timeouts.DEFAULTS,
            ServiceMeters.NONE);
    Route route = new Route("/", service, false, "");
    Snapshot snapshot =
        new Snapshot(
            1,
            1,
            new RouteTable(List.of(new RouteTable.Entry(RouteTable.ANY_HOST, route))),
            Map.of("books", service));
    return () ->
        new SnapshotSource.Slot() {
          @Override
          public Snapshot enter() {
            return snapshot;
          }

          @Override
          public void leave() {}

          @Override
          public void close() {}
        };
  }

  private static Response answer(Request request) throws IOException {
    String path = request.head().path();
    if (path.equals("/echo")) {
      return new Response(200, Headers.none(), request.body());
    }
    if (path.equals("/digest")) {
      return text(digest(request.body().stream()));
    }
    if (path.startsWith("/bytes/")) {
      return new Response(200, Headers.none(), Body.of(bytes(path)));
    }
    if (path.startsWith("/chunks/")) {
      return new Response(200, Headers.none(), new Chunks(bytes(path)));
    }
    return text(request.head().scheme());
  }

  private static Response text(String text) {
    return new Response(200, Headers.none(), Body.of(text.getBytes(StandardCharsets.US_ASCII)));
  }

  private static byte[] bytes(String path) {
    return bytes(Integer.parseInt(path.substring(path.lastIndexOf('/') + 1)));
  }

  /** Bytes of which no two stretches are alike. */
  static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }

  /** A digest of all bytes. */
  static String digest(InputStream in) throws IOException {
    CRC32C digest = new CRC32C();
    byte[] buffer = new byte[10_000];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      digest.update(buffer, 0, count);
    }
    return Long.toHexString(digest.getValue());
  }

  /** A body that does not tell its length. */
  private record Chunks(InputStream stream) implements Body {
    Chunks(byte[] bytes) {
      this(new ByteArrayInputStream(bytes));
    }

    @Override
    public long length() {
      return UNKNOWN_LENGTH;
    }
  }

  int port() {
    return listener.port();
  }

  Meters meters() {
    return meters;
  }

  /** The next fault; null if none comes in time. */
  String fault() throws InterruptedException {
    return String.valueOf(meters.faults.poll(10, TimeUnit.SECONDS));
  }

  /** Puts another certificate in place and has the listener look. */
  void replace(TestCertificate next) throws IOException {
    next.write(certificateFile, keyFile);
    certificate.look();
  }

  /** Breaks the key's file and has the listener look. */
  void breakKey() throws IOException {
    Files.writeString(keyFile, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    certificate.look();
  }

  /** What clients trust: both certificates. */
  static SSLContext clientContext() {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("ec", EC.certificate());
      trusted.setCertificateEntry("rsa", RSA.certificate());
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A socket that has not shaken hands yet. */
  SSLSocket connect(SSLContext context, String version) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port());
    socket.setSoTimeout(10_000);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setProtocols(new String[] {version});
    parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
    socket.setSSLParameters(parameters);
    return socket;
  }

  /** A socket without TLS. */
  Socket connectPlain() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
    socket.setSoTimeout(10_000);
    return socket;
  }

  /** Sends a GET. */
  static void ask(Socket socket, String path) throws IOException {
    socket
        .getOutputStream()
        .write(
            ("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  /** The body of the next answer, which must be a sized 200. */
  static String body(Socket socket) throws IOException {
    String head = head(socket.getInputStream());
    if (!head.startsWith("HTTP/1.1 200 ")) {
      throw new IOException("unexpected answer: " + head);
    }
    int length =
        Integer.parseInt(head.replaceAll("(?is).*\\r\\ncontent-length: ([0-9]+)\\r.*", "$1"));
    byte[] body = socket.getInputStream().readNBytes(length);
    if (body.length < length) {
      throw new EOFException("the body is cut short");
    }
    return new String(body, StandardCharsets.ISO_8859_1);
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int octet = in.read();
      if (octet < 0) {
        throw new EOFException("the connection ended after \"" + head + "\"");
      }
      head.append((char) octet);
    }
    return head.toString();
  }

  @Override
  public void close() {
    listener.close();
    certificate.close();
    forwarder.close();
    sweeper.close();
  }
}
