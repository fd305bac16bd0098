package io.sluice.runtime.tunnel;

import static io.sluice.runtime.tunnel.WebSocketText.ACCEPT;
import static io.sluice.runtime.tunnel.WebSocketText.AGREED;
import static io.sluice.runtime.tunnel.WebSocketText.AGREES;
import static io.sluice.runtime.tunnel.WebSocketText.ASKS;
import static io.sluice.runtime.tunnel.WebSocketText.KEY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Body;
import io.sluice.api.Headers;
import io.sluice.api.Response;
import io.sluice.api.limiter.LimitDecision;
import io.sluice.runtime.listener.ProxyFixture;
import io.sluice.runtime.listener.ProxyFixture.Setup;
import io.sluice.runtime.listener.RawClient;
import io.sluice.runtime.listener.RawClient.Answer;
import io.sluice.runtime.listener.RecordedMeters.Ended;
import io.sluice.runtime.listener.ScriptedEndpoint;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets a tunnel and who does not. */
@Timeout(30)
class UpgradeTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final String ASK = "GET /chat HTTP/1.1\r\n" + ASKS + "\r\n\r\n";
  private static final String SECOND = "GET /second HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String UPGRADE = "Connection: Upgrade\r\nUpgrade: websocket\r\n";
  private static final String KEYED = UPGRADE + "Sec-WebSocket-Key: " + KEY + "\r\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: foo\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: TLS/1.0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\nHTTP2-Settings: A\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nSec-WebSocket-Key: " + KEY + "\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n" + UPGRADE + "\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n" + UPGRADE + "Sec-WebSocket-Key: short\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\n" + KEYED + "\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n" + KEYED + "Content-Length: 3\r\n\r\nabc",
        "GET / HTTP/1.1\r\nHost: a\r\n" + KEYED + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      })
  void whatIsNoWebSocketIsForwardedWithoutTheUpgrade(String request) throws Exception {
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.answering(OK);
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      RawClient client = proxy.connect().send(request + SECOND);
      assertEquals(200, client.read().status());
      assertEquals(200, client.read().status());
      String forwarded = endpoint.taken().toLowerCase(Locale.ROOT);
      assertFalse(forwarded.contains("upgrade"), forwarded);
      assertFalse(forwarded.contains("http2-settings"), forwarded);
      assertTrue(endpoint.taken().startsWith("GET /second "));
    }
  }

  @Test
  void anHttp10ClientGetsNoTunnel() throws Exception {
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.answering(OK);
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      proxy.connect().send("GET / HTTP/1.0\r\nHost: a\r\n" + KEYED + "\r\n").read();
      assertFalse(endpoint.taken().contains("Upgrade"));
    }
  }

  @Test
  void onlyTheWebSocketOfAListIsAskedFor() throws Exception {
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.answering(OK);
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      proxy
          .connect()
          .lines(
              "GET / HTTP/1.1",
              "Host: a",
              "Connection: Upgrade",
              "Upgrade: h2c, websocket",
              "Sec-WebSocket-Key: " + KEY)
          .read();
      assertTrue(endpoint.taken().endsWith("Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 426 Upgrade Required\r\nSec-WebSocket-Version: 13\r\nContent-Length: 2\r\n\r\nno",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nno",
        "HTTP/1.1 403 Forbidden\r\nUpgrade: websocket\r\nContent-Length: 2\r\n\r\nno",
      })
  void anyOtherAnswerPassesAndTheConnectionGoesOn(String answer) throws Exception {
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.answering(answer);
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      RawClient client = proxy.connect().send(ASK + SECOND);
      Answer first = client.read();
      assertEquals(answer.substring(9, 12), Integer.toString(first.status()));
      assertEquals("no", first.body());
      assertEquals("", first.field("Upgrade"));
      client.read();
      endpoint.taken();
      assertTrue(endpoint.taken().startsWith("GET /second "));
      assertEquals(1, endpoint.connections());
      assertEquals(0, proxy.meters().openTunnels());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Connection: Upgrade\r\nUpgrade: websocket\r\n",
        "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: " + KEY + "\r\n",
        "Connection: Upgrade\r\nUpgrade: h2c\r\nSec-WebSocket-Accept: " + ACCEPT + "\r\n",
        "Connection: Upgrade\r\nUpgrade: h2c, websocket\r\nSec-WebSocket-Accept: "
            + ACCEPT
            + "\r\n",
        "Upgrade: websocket\r\nSec-WebSocket-Accept: " + ACCEPT + "\r\n",
        "Connection: Upgrade\r\nSec-WebSocket-Accept: " + ACCEPT + "\r\n",
      })
  void a101ThatAcceptsSomethingElseIsABadAnswer(String fields) throws Exception {
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.answering("HTTP/1.1 101 Switching\r\n" + fields + "\r\nsecret");
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      RawClient client = proxy.connect().send(ASK + SECOND);
      Answer answer = client.read();
      assertEquals(502, answer.status());
      assertFalse(answer.body().contains("secret"));
      assertEquals(new Ended("GET", 502, "bad-response"), proxy.meters().ended());
    }
  }

  @Test
  void an101ThatNobodyAskedForIsABadAnswer() throws Exception {
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.answering(AGREES);
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      assertEquals(502, proxy.get("/").read().status());
    }
  }

  @Test
  void onlySoManyTunnelsAreOpenAndHandshakesCount() throws Exception {
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.of(peer -> {
              peer.head();
              peer.send(AGREES);
              peer.echo();
            });
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      Deque<RawClient> clients = new ArrayDeque<>();
      for (int i = 0; i < ProxyFixture.MOST_TUNNELS; i++) {
        RawClient client = proxy.connect().send(ASK);
        assertEquals(AGREED, client.readHeadText());
        clients.add(client);
        endpoint.taken();
      }
      RawClient refused = proxy.connect().send(ASK);
      Answer answer = refused.read();
      assertEquals(503, answer.status());
      assertTrue(answer.body().contains("too-many-tunnels"), answer.body());
      assertEquals(new Ended("GET", 503, "too-many-tunnels"), proxy.meters().ended());
      assertEquals(1, proxy.meters().refusedTunnels());
      assertEquals(0, endpoint.waiting());
      clients.pop().close();
      proxy.meters().ended();
      refused.send(ASK);
      assertEquals(AGREED, refused.readHeadText());
    }
  }

  @Test
  void filtersAndLimiterSeeTheHandshake() throws Exception {
    Setup setup =
        Setup.DEFAULT
            .filters((request, chain) -> {
              Response answer = chain.proceed(request);
              return answer.withHeaders(answer.headers().with("X-Filter", "" + answer.status()));
            })
            .limiter(request ->
                request.head().path().equals("/chat")
                    ? LimitDecision.ADMITTED
                    : new LimitDecision.Rejected(Duration.ofSeconds(1), "no", List.of()));
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.of(peer -> {
              peer.head();
              peer.send(AGREES);
              peer.echo();
            });
        ProxyFixture proxy = setup.start(endpoint)) {
      RawClient client = proxy.connect().send(ASK);
      assertTrue(client.readHeadText().contains("\r\nX-Filter: 101\r\n"));
      assertEquals("abc", client.send("abc").read(3));
      assertEquals(429, proxy.connect().send(ASK.replace("/chat", "/other")).read().status());
    }
  }

  @Test
  void aFilterCanNotMakeATunnel() throws Exception {
    Setup setup = Setup.DEFAULT.filters((_, _) -> new Response(101, Headers.none(), Body.empty()));
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.answering(OK);
        ProxyFixture proxy = setup.start(endpoint)) {
      assertEquals(500, proxy.connect().send(ASK).read().status());
      assertEquals(new Ended("GET", 500, "filter-failed"), proxy.meters().ended());
    }
  }

  @Test
  void aFilterCanRefuseWhatTheEndpointAgreedTo() throws Exception {
    Setup setup =
        Setup.DEFAULT.filters((request, chain) -> {
          chain.proceed(request);
          return Response.of(403);
        });
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.of(peer -> {
              peer.head();
              peer.send(AGREES);
              peer.readUntilClose();
            });
        ProxyFixture proxy = setup.start(endpoint)) {
      RawClient client = proxy.connect().send(ASK + SECOND);
      assertEquals(403, client.read().status());
      assertEquals(403, client.read().status());
    }
  }

  @Test
  void aFilterThatMakesAPostOfItAsksForNoUpgrade() throws Exception {
    Setup setup =
        Setup.DEFAULT.filters((request, chain) ->
            chain.proceed(
                new io.sluice.api.Request(
                    request.head(), Body.of(new byte[] {'x'}), request.client())));
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.answering(OK);
        ProxyFixture proxy = setup.start(endpoint)) {
      proxy.connect().send(ASK).read();
      assertFalse(endpoint.taken().contains("Upgrade"));
    }
  }
}
