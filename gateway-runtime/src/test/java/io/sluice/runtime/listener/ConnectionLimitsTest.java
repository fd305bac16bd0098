package io.sluice.runtime.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Outcome;
import io.sluice.runtime.exchange.Timeouts;
import io.sluice.runtime.exchange.TrustedProxies;
import io.sluice.runtime.exchange.TunnelTimes;
import io.sluice.runtime.listener.ProxyFixture.Setup;
import io.sluice.runtime.listener.RawClient.Answer;
import io.sluice.runtime.upstream.PoolLimits;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many connections a peer and an endpoint may have, and how many requests a connection. */
@Timeout(30)
class ConnectionLimitsTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(150);
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final ConnectionLimits TWO_PER_PEER = new ConnectionLimits(100, 2, 100);

  @Test
  void aPeerWhoseConnectionsAllServeGetsNoMore() throws Exception {
    Held held = new Held(2);
    try (ScriptedEndpoint endpoint = held.endpoint();
        ProxyFixture proxy = Setup.DEFAULT.connections(TWO_PER_PEER).start(endpoint)) {
      RawClient first = proxy.get("/");
      RawClient second = proxy.get("/");
      held.arrived().await();
      assertEquals("", proxy.connect().readUntilClose());
      assertEquals(1, proxy.meters().turnedAway());
      held.release().countDown();
      assertEquals(200, first.read().status());
      assertEquals(200, second.read().status());
      assertEquals(
          200, first.lines("GET / HTTP/1.1", "Host: a", "Connection: close").read().status());
      assertEquals("", first.readUntilClose());
      first.close();
      proxy.meters().awaitOpen(1);
      assertEquals(200, proxy.get("/").read().status());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "GET / HTTP/1.1\r\nHo", "GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\n"})
  void aConnectionThatWaitsForItsClientMakesRoomForThePeersNext(String sent) throws Exception {
    ConnectionLimits onePerPeer = new ConnectionLimits(100, 1, 100);
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.answering(OK);
        ProxyFixture proxy = Setup.DEFAULT.connections(onePerPeer).start(endpoint)) {
      RawClient waiting = proxy.connect().send(sent);
      String answer = "";
      while (answer.isEmpty()) { // refused until the first has waited for a second
        answer = ask(proxy);
      }
      assertTrue(answer.startsWith("HTTP/1.1 200 OK"), answer);
      assertEquals(1, proxy.meters().madeRoom());
      String got = waiting.readUntilClose();
      assertEquals(sent.contains("\r\n\r\n"), got.startsWith("HTTP/1.1 200 OK"), got);
    }
  }

  /** The answer to a request on a connection of its own; empty if that was refused. */
  private static String ask(ProxyFixture proxy) throws IOException {
    try (RawClient client = proxy.connect()) {
      return client.lines("GET / HTTP/1.1", "Host: a", "Connection: close").readUntilClose();
    } catch (SocketException e) {
      return "";
    }
  }

  @Test
  void aTrustedProxyMayHaveMore() throws Exception {
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.answering(OK);
        ProxyFixture proxy =
            Setup.DEFAULT
                .connections(TWO_PER_PEER)
                .trusted(TrustedProxies.parse(List.of("127.0.0.0/8")))
                .start(endpoint)) {
      for (int i = 0; i < 5; i++) {
        assertEquals(200, proxy.get("/").read().status());
      }
    }
  }

  @Test
  void theLastRequestOfAConnectionIsToldSo() throws Exception {
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.answering(OK);
        ProxyFixture proxy =
            Setup.DEFAULT.connections(new ConnectionLimits(100, 100, 2)).start(endpoint)) {
      RawClient client = proxy.get("/");
      assertEquals("", client.read().field("Connection"));
      Answer last = client.lines("GET / HTTP/1.1", "Host: a").read();
      assertEquals("close", last.field("Connection"));
      assertEquals("", client.readUntilClose());
    }
  }

  private static Setup onePlace(Duration connect, int waiting) {
    return Setup.DEFAULT
        .timeouts(new Timeouts(connect, LONG, LONG, TunnelTimes.DEFAULTS))
        .pool(new PoolLimits(LONG, 1, 1, waiting, 10));
  }

  /** Answers when it is let, and tells when a request is there. */
  private record Held(CountDownLatch arrived, CountDownLatch release) {

    Held() {
      this(1);
    }

    Held(int requests) {
      this(new CountDownLatch(requests), new CountDownLatch(1));
    }

    ScriptedEndpoint endpoint() throws IOException {
      return ScriptedEndpoint.of(peer -> {
        while (true) {
          peer.request();
          arrived.countDown();
          try {
            release.await();
          } catch (InterruptedException e) {
            return;
          }
          peer.send(OK);
        }
      });
    }
  }

  @Test
  void aRequestWaitsForTheConnectionOfAnother() throws Exception {
    Held held = new Held();
    try (ScriptedEndpoint endpoint = held.endpoint();
        ProxyFixture proxy = onePlace(LONG, 5).start(endpoint)) {
      RawClient first = proxy.get("/first");
      held.arrived().await();
      RawClient second = proxy.get("/second");
      held.release().countDown();
      assertEquals(200, first.read().status());
      assertEquals(200, second.read().status());
      assertEquals(1, endpoint.connections());
    }
  }

  @Test
  void aRequestThatWaitsTooLongIs503AndNobodysFault() throws Exception {
    Held held = new Held();
    try (ScriptedEndpoint endpoint = held.endpoint();
        ProxyFixture proxy = onePlace(SHORT, 5).start(endpoint)) {
      RawClient first = proxy.get("/first");
      held.arrived().await();
      assertBusy(proxy.get("/second").read());
      assertInstanceOf(Outcome.Abandoned.class, proxy.outcome());
      held.release().countDown();
      assertEquals(200, first.read().status());
    }
  }

  @Test
  void aRequestThatMayNotWaitGoesElsewhere() throws Exception {
    Held held = new Held();
    try (ScriptedEndpoint one = held.endpoint();
        ScriptedEndpoint other = held.endpoint();
        ProxyFixture proxy = onePlace(LONG, 0).start(one, other)) {
      RawClient first = proxy.get("/");
      held.arrived().await();
      RawClient second = proxy.get("/");
      one.taken();
      other.taken();
      assertBusy(proxy.get("/").read());
      assertEquals(1, proxy.meters().retries());
      held.release().countDown();
      assertEquals(200, first.read().status());
      assertEquals(200, second.read().status());
    }
  }

  private static void assertBusy(Answer answer) {
    assertEquals(503, answer.status(), answer.body());
    assertTrue(answer.body().contains("\"code\":\"endpoint-busy\""), answer.body());
  }
}
