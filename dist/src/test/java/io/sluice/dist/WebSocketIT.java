package io.sluice.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** WebSockets of the JDK's own client through the gateway. */
@Timeout(120)
final class WebSocketIT {

  private static final long PATIENCE_SECONDS = 30;

  @TempDir private Path folder;

  /** Collects what comes. */
  private static final class Received implements WebSocket.Listener {
    private static final CompletionStage<?> DONE = CompletableFuture.completedStage("");

    private final StringBuilder part = new StringBuilder();
    final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    final BlockingQueue<ByteBuffer> pongs = new LinkedBlockingQueue<>();
    final CompletableFuture<Integer> closed = new CompletableFuture<>();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
      part.append(text);
      if (last) {
        texts.add(part.toString());
        part.setLength(0);
      }
      socket.request(1);
      return DONE;
    }

    @Override
    public CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
      pongs.add(message);
      socket.request(1);
      return DONE;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      closed.complete(code);
      return DONE;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      closed.completeExceptionally(error);
    }

    String text() throws InterruptedException {
      return String.valueOf(texts.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    int closeCode() throws Exception {
      return closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  private static WebSocket connect(HttpClient client, URI uri, Received received) throws Exception {
    return client
        .newWebSocketBuilder()
        .buildAsync(uri, received)
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private static URI chat(String scheme, Distribution gateway) {
    return URI.create(scheme + "://localhost:" + gateway.traffic().getPort() + "/chat/room");
  }

  private static String service(WebSocketEndpoint endpoint) {
    return """
    defaults: {balancer: least-connections, limiter: none, probe: none}
    limits: {tunnels: 2}
    services: {chat: {endpoints: ["%s"], timeouts: {tunnelIdle: 2s}}}
    """
        .formatted(endpoint.address());
  }

  @Test
  void messagesOfAllSizesComeBackAndTheCloseToo() throws Exception {
    try (WebSocketEndpoint endpoint = WebSocketEndpoint.start();
        Distribution gateway = Distribution.start(folder, service(endpoint));
        HttpClient client = HttpClient.newHttpClient()) {
      Received received = new Received();
      WebSocket socket = connect(client, chat("ws", gateway), received);
      for (int size : new int[] {0, 1, 125, 126, 65_535, 65_536, 1_000_000}) {
        String text = "x".repeat(size);
        socket.sendText(text, true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertEquals(text, received.text());
      }
      socket.sendText("in two ", false).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      socket
          .sendPing(ByteBuffer.wrap(new byte[] {1, 2, 3}))
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      socket.sendText("parts", true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertEquals("in two parts", received.text());
      assertEquals(3, received.pongs.remove().remaining());
      User user = new User(gateway);
      String metrics = user.getAdmin("/metrics").body();
      assertTrue(metrics.contains("\nsluice_tunnels_open 1"), metrics);
      socket.sendClose(4000, "enough").get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertEquals(4000, received.closeCode());
      assertEquals(4000, endpoint.closeCode());
      User.await("the tunnel's end", () -> metrics(user).contains("\nsluice_tunnels_open 0"));
      assertTrue(
          metrics(user).contains("sluice_tunnel_duration_seconds_count{ending=\"closed\"} 1"));
      assertTrue(metrics(user).contains("service=\"chat\",status=\"101\"} 1"));
    }
  }

  @Test
  void idleOnesAreToldToGoAwayAndThoseBeyondTheNumberAreRefused() throws Exception {
    try (WebSocketEndpoint endpoint = WebSocketEndpoint.start();
        Distribution gateway = Distribution.start(folder, service(endpoint));
        HttpClient client = HttpClient.newHttpClient()) {
      Received first = new Received();
      Received second = new Received();
      connect(client, chat("ws", gateway), first);
      connect(client, chat("ws", gateway), second);
      ExecutionException refused =
          assertThrows(
              ExecutionException.class, () -> connect(client, chat("ws", gateway), new Received()));
      assertEquals(
          503,
          assertInstanceOf(WebSocketHandshakeException.class, refused.getCause())
              .getResponse()
              .statusCode());
      assertEquals(1001, first.closeCode());
      assertEquals(1001, second.closeCode());
      assertEquals(1001, endpoint.closeCode());
    }
  }

  @Test
  void whenTheGatewayStopsBothSidesAreToldToGoAway() throws Exception {
    try (WebSocketEndpoint endpoint = WebSocketEndpoint.start();
        Distribution gateway = Distribution.start(folder, service(endpoint));
        HttpClient client = HttpClient.newHttpClient()) {
      Received received = new Received();
      WebSocket socket = connect(client, chat("ws", gateway), received);
      socket.sendText("hello", true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertEquals("hello", received.text());
      long start = System.nanoTime();
      assertEquals(0, gateway.stop());
      assertTrue(
          System.nanoTime() - start < TimeUnit.SECONDS.toNanos(9), "the grace was waited for");
      assertEquals(1001, received.closeCode());
      assertEquals(1001, endpoint.closeCode());
    }
  }

  @Test
  void theSameGoesOverTls() throws Exception {
    Certificate certificate = TestCertificates.make(folder, "EC", "256");
    try (WebSocketEndpoint endpoint = WebSocketEndpoint.start();
        Distribution gateway =
            Distribution.start(
                folder, "tls: {certificate: chain.pem, key: key.pem}\n" + service(endpoint));
        HttpClient client =
            HttpClient.newBuilder().sslContext(TestCertificates.trusting(certificate)).build()) {
      Received received = new Received();
      WebSocket socket = connect(client, chat("wss", gateway), received);
      String text = "x".repeat(300_000);
      socket.sendText(text, true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertEquals(text, received.text());
      assertEquals(0, gateway.stop());
      assertEquals(1001, received.closeCode());
      assertEquals(1001, endpoint.closeCode());
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
