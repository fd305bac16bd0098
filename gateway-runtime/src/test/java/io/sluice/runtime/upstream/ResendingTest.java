package io.sluice.runtime.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Outcome;
import io.sluice.api.Outcome.FailureKind;
import io.sluice.runtime.listener.ProxyFixture;
import io.sluice.runtime.listener.ProxyFixture.Setup;
import io.sluice.runtime.listener.RawClient;
import io.sluice.runtime.listener.RawClient.Answer;
import io.sluice.runtime.listener.ScriptedEndpoint;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests are sent once more, and where, and which never are. */
@Timeout(30)
class ResendingTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private static void assertClosed(Answer answer) {
    assertEquals(502, answer.status(), answer.body());
    assertTrue(answer.body().contains("\"code\":\"endpoint-closed\""), answer.body());
  }

  /** Takes a request on each connection and hangs up without a word. */
  private static ScriptedEndpoint hangingUp() throws java.io.IOException {
    return ScriptedEndpoint.of(peer -> peer.request());
  }

  @Test
  void aRefusedConnectionSendsTheRequestElsewhere() throws Exception {
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.mirror();
        ProxyFixture proxy = Setup.DEFAULT.startBehind(ScriptedEndpoint.refusing(), endpoint)) {
      RawClient client = proxy.connect();
      client.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");
      assertTrue(client.read().body().endsWith("\r\n\r\nabc"));
      assertInstanceOf(Outcome.Failed.class, proxy.outcome());
      assertInstanceOf(Outcome.Completed.class, proxy.outcome());
      assertEquals(1, proxy.meters().retries());
    }
  }

  @Test
  void whatWasPickedForAnEndpointThatIsLongGoneGoesElsewhere() throws Exception {
    try (ScriptedEndpoint gone = ScriptedEndpoint.mirror();
        ScriptedEndpoint other = ScriptedEndpoint.mirror();
        ProxyFixture proxy = ProxyFixture.of(gone, other)) {
      proxy.withdraw(0, Duration.ofSeconds(1));
      RawClient client = proxy.connect();
      client.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");
      assertTrue(client.read().body().endsWith("\r\n\r\nabc"));
      assertEquals(0, gone.connections());
      assertEquals(1, other.connections());
      assertInstanceOf(Outcome.Failed.class, proxy.outcome());
      assertInstanceOf(Outcome.Completed.class, proxy.outcome());
    }
  }

  @Test
  void whatWasPickedForAnEndpointThatGoesAtThatMomentIsServedByItOverNoKeptConnection()
      throws Exception {
    try (ScriptedEndpoint going = ScriptedEndpoint.mirror();
        ScriptedEndpoint other = ScriptedEndpoint.mirror();
        ProxyFixture proxy = ProxyFixture.of(going, other)) {
      proxy.withdraw(0, Duration.ofMinutes(-1));
      for (int i = 0; i < 2; i++) {
        assertEquals(200, proxy.connect().lines("GET / HTTP/1.1", "Host: a").read().status());
      }
      assertEquals(2, going.connections());
      assertEquals(0, other.connections());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE"})
  void anIdempotentRequestWhoseEndpointHangsUpGoesElsewhere(String method) throws Exception {
    try (ScriptedEndpoint first = hangingUp();
        ScriptedEndpoint second = ScriptedEndpoint.mirror();
        ProxyFixture proxy = ProxyFixture.of(first, second)) {
      RawClient client = proxy.connect();
      client.send(method + " /a HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");
      Answer answer = client.read();
      assertEquals(200, answer.status(), answer.body());
      assertTrue(answer.body().endsWith("\r\n\r\nabc"), answer.body());
      assertEquals(1, first.connections());
      assertEquals(1, second.connections());
      assertEquals(1, proxy.meters().retries());
      assertEquals(
          FailureKind.CONNECTION_LOST,
          assertInstanceOf(Outcome.Failed.class, proxy.outcome()).kind());
      assertInstanceOf(Outcome.Completed.class, proxy.outcome());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PATCH", "BREW"})
  void anotherRequestWhoseEndpointHangsUpIs502(String method) throws Exception {
    try (ScriptedEndpoint first = hangingUp();
        ScriptedEndpoint second = ScriptedEndpoint.answering(OK);
        ProxyFixture proxy = ProxyFixture.of(first, second)) {
      assertClosed(proxy.connect().lines(method + " / HTTP/1.1", "Host: a").read());
      assertEquals(0, second.connections());
    }
  }

  @Test
  void aRequestThatKillsEndpointsIsGivenNoMoreThanTwo() throws Exception {
    try (ScriptedEndpoint first = hangingUp();
        ScriptedEndpoint second = hangingUp();
        ScriptedEndpoint third = ScriptedEndpoint.answering(OK);
        ProxyFixture proxy = ProxyFixture.of(first, second, third)) {
      assertClosed(proxy.get("/").read());
      assertEquals(2, first.connections() + second.connections());
      assertEquals(0, third.connections());
    }
  }

  @Test
  void anAnswerThatHasBegunIsNotAskedForAgain() throws Exception {
    try (ScriptedEndpoint first =
            ScriptedEndpoint.of(peer -> {
              peer.request();
              peer.send("HTTP/1.1 200 OK\r\nContent-");
            });
        ScriptedEndpoint second = ScriptedEndpoint.answering(OK);
        ProxyFixture proxy = ProxyFixture.of(first, second)) {
      assertClosed(proxy.get("/").read());
      assertEquals(0, second.connections());
    }
  }

  /** Answers the first request of its first connection; on the second it hangs up. */
  private static ScriptedEndpoint staleAfterOne() throws java.io.IOException {
    return ScriptedEndpoint.of(peer -> {
      peer.request();
      peer.send(OK);
      if (peer.number() == 1) {
        peer.head();
        return;
      }
      while (true) {
        String request = peer.request();
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: " + request.length() + "\r\n\r\n" + request);
      }
    });
  }

  @Test
  void aStaleConnectionCostsAnIdempotentRequestOneRetry() throws Exception {
    try (ScriptedEndpoint endpoint = staleAfterOne();
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      RawClient client = proxy.connect();
      client.lines("GET /1 HTTP/1.1", "Host: a").read();
      client.send("PUT /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");
      assertEquals("ok", client.read().body());
      endpoint.taken();
      endpoint.taken();
      assertTrue(endpoint.taken().endsWith("\r\n\r\nabc"));
      assertEquals(2, endpoint.connections());
      assertInstanceOf(Outcome.Completed.class, proxy.outcome());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PATCH", "BREW"})
  void aStaleConnectionCostsAnotherRequest502(String method) throws Exception {
    try (ScriptedEndpoint endpoint = staleAfterOne();
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      RawClient client = proxy.connect();
      client.lines("GET /1 HTTP/1.1", "Host: a").read();
      client.lines(method + " /2 HTTP/1.1", "Host: a");
      assertClosed(client.read());
      assertEquals(1, endpoint.connections());
    }
  }

  @Test
  void aPutWhoseEndpointIsGoneGoesElsewhereWithItsContent() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    ScriptedEndpoint[] first = new ScriptedEndpoint[1];
    first[0] =
        ScriptedEndpoint.of(peer -> {
          peer.request();
          peer.send(OK);
          peer.head();
          first[0].stopListening();
          gone.countDown();
        });
    try (ScriptedEndpoint second = ScriptedEndpoint.mirror();
        ProxyFixture proxy = ProxyFixture.of(first[0], second)) {
      RawClient client = proxy.connect();
      assertEquals("ok", client.lines("GET /1 HTTP/1.1", "Host: a").read().body());
      client.send("PUT /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");
      Answer answer = client.read();
      await(gone);
      assertEquals(200, answer.status(), answer.body());
      assertTrue(answer.body().endsWith("Content-Length: 3\r\n\r\nabc"), answer.body());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(10, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
