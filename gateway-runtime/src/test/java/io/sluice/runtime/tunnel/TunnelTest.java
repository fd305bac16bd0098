package io.sluice.runtime.tunnel;

import static io.sluice.runtime.tunnel.WebSocketText.AGREED;
import static io.sluice.runtime.tunnel.WebSocketText.AGREES;
import static io.sluice.runtime.tunnel.WebSocketText.ASKS;
import static io.sluice.runtime.tunnel.WebSocketText.CLOSE;
import static io.sluice.runtime.tunnel.WebSocketText.GOING_AWAY;
import static io.sluice.runtime.tunnel.WebSocketText.MASKED_CLOSE;
import static io.sluice.runtime.tunnel.WebSocketText.masked;
import static io.sluice.runtime.tunnel.WebSocketText.text;
import static io.sluice.runtime.tunnel.WebSocketText.unmasked;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Outcome;
import io.sluice.runtime.exchange.Timeouts;
import io.sluice.runtime.exchange.TunnelTimes;
import io.sluice.runtime.listener.ProxyFixture;
import io.sluice.runtime.listener.ProxyFixture.Setup;
import io.sluice.runtime.listener.RawClient;
import io.sluice.runtime.listener.RecordedMeters.Ended;
import io.sluice.runtime.listener.ScriptedEndpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What passes through a tunnel and how it ends, over real sockets. */
@Timeout(30)
class TunnelTest {

  private static final String ASK = "GET /chat HTTP/1.1\r\n" + ASKS + "\r\n\r\n";

  /** An endpoint that agrees to every WebSocket and sends back what it gets. */
  private static ScriptedEndpoint echo() throws IOException {
    return ScriptedEndpoint.of(peer -> {
      peer.head();
      peer.send(AGREES);
      peer.echo();
    });
  }

  private static RawClient open(ProxyFixture proxy) throws IOException {
    RawClient client = proxy.connect().send(ASK);
    assertEquals(AGREED, client.readHeadText());
    return client;
  }

  private static Setup lasting(Duration idle, Duration life) {
    Timeouts usual = Setup.DEFAULT.timeouts();
    return Setup.DEFAULT.timeouts(
        new Timeouts(
            usual.connect(), usual.responseHead(), usual.idle(), new TunnelTimes(idle, life)));
  }

  @Test
  void theHandshakeIsPassedOnAndBytesFlowBothWays() throws Exception {
    try (ScriptedEndpoint endpoint = echo();
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      RawClient client = open(proxy);
      String asked = endpoint.taken();
      assertTrue(asked.startsWith("GET /chat HTTP/1.1\r\nHost: a\r\nSec-WebSocket-Key: "), asked);
      assertTrue(
          asked.contains("\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: chat\r\n"));
      assertTrue(asked.contains("\r\nX-Forwarded-For: 127.0.0.1\r\n"), asked);
      assertTrue(asked.endsWith("\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"), asked);
      for (int i = 0; i < 100; i++) {
        String frame = masked("message " + i);
        assertEquals(frame, client.send(frame).read(frame.length()));
      }
      assertEquals(1, proxy.inFlight(0));
      assertEquals(0, proxy.snapshotsInUse());
      assertEquals(1, proxy.meters().openTunnels());
      client.send(MASKED_CLOSE).read(MASKED_CLOSE.length());
      client.close();
      assertEquals("closed", proxy.meters().ending());
      assertEquals(new Ended("GET", 101, ""), proxy.meters().ended());
      assertInstanceOf(Outcome.Completed.class, proxy.outcome());
      assertEquals(0, proxy.meters().openTunnels());
    }
  }

  @Test
  void earlyBytesOfBothSidesAreNotLostNorReadAsARequest() throws Exception {
    String smuggled = "GET /second HTTP/1.1\r\nHost: a\r\n\r\n";
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.of(peer -> {
              peer.head();
              peer.send(AGREES + text("hello"));
              peer.remember(smuggled.length());
              peer.echo();
            });
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      RawClient client = proxy.connect().send(ASK + smuggled);
      assertEquals(AGREED, client.readHeadText());
      assertEquals(text("hello"), client.read(text("hello").length()));
      assertTrue(endpoint.taken().startsWith("GET /chat "));
      assertEquals(smuggled, endpoint.taken());
      assertEquals("more", client.send("more").read(4));
      assertEquals(1, endpoint.connections());
    }
  }

  @Test
  void neitherDirectionWaitsForTheOther() throws Exception {
    CountDownLatch read = new CountDownLatch(1);
    String chunk = text("x".repeat(60_000));
    int chunks = 400;
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.of(peer -> {
              peer.head();
              peer.send(AGREES);
              for (int i = 0; i < chunks; i++) {
                peer.send(chunk);
              }
              await(read);
              for (int i = 0; i < chunks; i++) {
                assertEquals(chunk, peer.read(chunk.length()));
              }
              peer.send(CLOSE);
            });
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      RawClient client = open(proxy);
      CompletableFuture<Void> writing =
          CompletableFuture.runAsync(() -> {
            try {
              for (int i = 0; i < chunks; i++) {
                client.send(chunk);
              }
            } catch (IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          });
      for (int i = 0; i < chunks; i++) {
        assertEquals(chunk, client.read(chunk.length()));
      }
      read.countDown();
      assertEquals(CLOSE, client.read(CLOSE.length()));
      writing.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void theEndOfOneDirectionIsPassedOnAndTheOtherGoesOn() throws Exception {
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.of(peer -> {
              peer.head();
              peer.send(AGREES);
              String all = peer.readUntilClose();
              peer.send(text("got " + all.length()));
            });
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      RawClient client = open(proxy);
      client.send("12345").halfClose();
      assertEquals(text("got 5"), client.readUntilClose());
      assertEquals("closed", proxy.meters().ending());
    }
  }

  @Test
  void theEndpointsEndIsPassedOnAndTheClientGoesOn() throws Exception {
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.of(peer -> {
              peer.head();
              peer.send(AGREES + text("bye")).endOutput();
              peer.remember(5);
              peer.readUntilClose();
            });
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      RawClient client = open(proxy);
      assertEquals(text("bye"), client.readUntilClose());
      client.send("12345");
      endpoint.taken();
      assertEquals("12345", endpoint.taken());
      client.close();
      assertEquals("closed", proxy.meters().ending());
    }
  }

  @Test
  void onlyTheTimeToTheHandshakesAnswerIsLearnt() throws Exception {
    try (ScriptedEndpoint endpoint = echo();
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      long begun = System.nanoTime();
      RawClient client = open(proxy);
      long openedAfter = System.nanoTime() - begun;
      String frame = masked("a message");
      while (System.nanoTime() - begun < 3 * openedAfter) {
        client.send(frame).read(frame.length());
      }
      client.send(MASKED_CLOSE).read(MASKED_CLOSE.length());
      client.close();
      long learnt = assertInstanceOf(Outcome.Completed.class, proxy.outcome()).nanos();
      assertTrue(learnt <= openedAfter, () -> learnt + " of " + openedAfter);
    }
  }

  @Test
  void aClientThatIsLostEndsTheEndpointsConnection() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.of(peer -> {
              peer.head();
              peer.send(AGREES);
              peer.readUntilClose();
              ended.countDown();
            });
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      open(proxy).reset();
      await(ended);
      assertEquals("client-lost", proxy.meters().ending());
      assertEquals(new Ended("GET", 101, "client-gone"), proxy.meters().ended());
      assertInstanceOf(Outcome.Abandoned.class, proxy.outcome());
    }
  }

  @Test
  void anEndpointThatIsLostEndsTheClientsConnection() throws Exception {
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.of(peer -> {
              peer.head();
              peer.send(AGREES);
              peer.read(1);
              peer.reset();
            });
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      RawClient client = open(proxy).send("x");
      assertEquals("", client.readUntilClose());
      assertEquals("endpoint-lost", proxy.meters().ending());
      assertEquals(new Ended("GET", 101, "endpoint-closed"), proxy.meters().ended());
      assertEquals(
          Outcome.FailureKind.CONNECTION_LOST,
          assertInstanceOf(Outcome.Failed.class, proxy.outcome()).kind());
    }
  }

  @Test
  void anEndpointThatDoesNotWaitForTheClientsCloseIsNotLost() throws Exception {
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.of(peer -> {
              peer.head();
              peer.send(AGREES + CLOSE);
            });
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      RawClient client = open(proxy);
      assertEquals(CLOSE, client.read(CLOSE.length()));
      client.send(MASKED_CLOSE).readUntilClose();
      assertEquals("closed", proxy.meters().ending());
    }
  }

  @Test
  void anIdleTunnelIsToldToGoAwayOnBothSides() throws Exception {
    Setup setup = lasting(Duration.ofMillis(200), Duration.ofMinutes(1));
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.of(peer -> {
              peer.head();
              peer.send(AGREES);
              peer.remember(8);
              peer.send(CLOSE);
              peer.readUntilClose();
            });
        ProxyFixture proxy = setup.start(endpoint)) {
      RawClient client = open(proxy);
      assertEquals(GOING_AWAY, client.read(GOING_AWAY.length()));
      assertEquals("", client.send(MASKED_CLOSE).readUntilClose());
      endpoint.taken();
      String close = endpoint.taken();
      assertEquals("\u0088\u0082", close.substring(0, 2));
      assertEquals("\u0003\u00e9", unmasked(close));
      assertEquals("idle", proxy.meters().ending());
      assertEquals(new Ended("GET", 101, "tunnel-idle"), proxy.meters().ended());
    }
  }

  @Test
  void anOldTunnelEndsBetweenTwoFrames() throws Exception {
    Setup setup = lasting(Duration.ofMinutes(1), Duration.ofMillis(200));
    String frame = text("x".repeat(1000));
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.of(peer -> {
              peer.head();
              peer.send(AGREES);
              while (true) {
                peer.send(frame.substring(0, 500));
                peer.send(frame.substring(500));
              }
            });
        ProxyFixture proxy = setup.start(endpoint)) {
      RawClient client = open(proxy);
      String all = client.readUntilClose();
      assertEquals(0, (all.length() - GOING_AWAY.length()) % frame.length(), "cut in a frame");
      assertTrue(all.endsWith("x" + GOING_AWAY));
      assertEquals("expired", proxy.meters().ending());
      assertEquals(new Ended("GET", 101, "tunnel-expired"), proxy.meters().ended());
    }
  }

  @Test
  void whenTheGatewayStopsBothSidesAreToldAfterTheFrameThatIsUnderWay() throws Exception {
    CountDownLatch rest = new CountDownLatch(1);
    String frame = text("0123456789");
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.of(peer -> {
              peer.head();
              peer.send(AGREES + frame.substring(0, 5));
              peer.remember(8);
              await(rest);
              peer.send(frame.substring(5) + CLOSE);
              peer.readUntilClose();
            });
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      RawClient client = open(proxy);
      assertEquals(frame.substring(0, 5), client.read(5));
      Thread stop = Thread.ofVirtual().start(proxy::stopListening);
      endpoint.taken();
      assertEquals("\u0003\u00e9", unmasked(endpoint.taken()));
      rest.countDown();
      String end = frame.substring(5) + GOING_AWAY;
      assertEquals(end, client.read(end.length()));
      assertEquals("", client.send(MASKED_CLOSE).readUntilClose());
      stop.join();
      assertEquals("drained", proxy.meters().ending());
      assertEquals(new Ended("GET", 101, "tunnel-drained"), proxy.meters().ended());
    }
  }

  @Test
  void afterTheGraceATunnelIsCut() throws Exception {
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.of(peer -> {
              peer.head();
              peer.send(AGREES + "\u0081");
              peer.readUntilClose();
            });
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      RawClient client = open(proxy);
      assertEquals("\u0081", client.read(1));
      proxy.stopListening();
      assertEquals("", client.readUntilClose());
      assertEquals("drained", proxy.meters().ending());
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      assertTrue(latch.await(10, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
