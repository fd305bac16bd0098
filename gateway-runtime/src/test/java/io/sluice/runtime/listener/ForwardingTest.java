package io.sluice.runtime.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.runtime.exchange.TrustedProxies;
import io.sluice.runtime.listener.ProxyFixture.RouteShape;
import io.sluice.runtime.listener.ProxyFixture.Setup;
import io.sluice.runtime.listener.RawClient.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an endpoint is sent, to the byte, and which connection it comes on. */
@Timeout(30)
class ForwardingTest {

  private static final String ID = "X-Request-Id: id-1";
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private static String added(String host) {
    return "X-Forwarded-For: 127.0.0.1\r\nX-Forwarded-Proto: http\r\nX-Forwarded-Host: "
        + host
        + "\r\n";
  }

  private static final String TAIL = "X-Request-Id: id-1\r\nVia: 1.1 sluice\r\n";

  @Test
  void theHeadIsPassedOnWithTheGatewaysOwnFields() throws Exception {
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.answering(OK);
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      proxy
          .connect()
          .lines("GET /a/b?x=[1]&y={2} HTTP/1.1", "Host: shop:81", "X-A:  1 ", "x-a: 2", ID)
          .read();
      assertEquals(
          "GET /a/b?x=[1]&y={2} HTTP/1.1\r\nHost: shop:81\r\nX-A: 1\r\nx-a: 2\r\n"
              + added("shop:81")
              + TAIL
              + "\r\n",
          endpoint.taken());
    }
  }

  @Test
  void whatConcernsTheConnectionEndsHere() throws Exception {
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.answering(OK);
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      proxy
          .connect()
          .lines(
              "GET / HTTP/1.1",
              "Host: a",
              "Connection: keep-alive, X-Gone, Authorization, X-Forwarded-For, Host",
              "Keep-Alive: timeout=5",
              "Proxy-Connection: keep-alive",
              "Proxy-Authorization: secret",
              "TE: gzip, deflate;q=0.5",
              "Upgrade: h2c",
              "HTTP2-Settings: x",
              "X-Gone: 1",
              "Authorization: kept",
              ID)
          .read();
      assertEquals(
          "GET / HTTP/1.1\r\nHost: a\r\nAuthorization: kept\r\n" + added("a") + TAIL + "\r\n",
          endpoint.taken());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TE: trailers",
        "TE: gzip;q=0.5, Trailers",
        "TE: deflate\r\nTE: trailers",
        "Connection: TE, close\r\nTE: trailers",
      })
  void onlyTrailersPassOfWhatAClientTakes(String lines) throws Exception {
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.answering(OK);
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      proxy.connect().lines("GET / HTTP/1.1", "Host: a", lines, "X-A: 1", ID).read();
      assertEquals(
          "GET / HTTP/1.1\r\nHost: a\r\nX-A: 1\r\n"
              + added("a")
              + TAIL
              + "Connection: TE\r\nTE: trailers\r\n\r\n",
          endpoint.taken());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TE: trailers;q=1",
        "TE: xtrailers",
        "Connection: TE",
        "T-E: trailers\r\nConnection: T-E"
      })
  void whatIsNotQuiteTrailersDoesNot(String lines) throws Exception {
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.answering(OK);
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      proxy.connect().lines("GET / HTTP/1.1", "Host: a", lines, ID).read();
      assertEquals("GET / HTTP/1.1\r\nHost: a\r\n" + added("a") + TAIL + "\r\n", endpoint.taken());
    }
  }

  @Test
  void aStrangersForwardingFieldsAreReplaced() throws Exception {
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.answering(OK);
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      proxy
          .connect()
          .lines(
              "GET / HTTP/1.1",
              "Host: a",
              "X-Forwarded-For: 9.9.9.9",
              "X-Forwarded-Proto: https",
              "X-Forwarded-Prefix: /evil",
              "X_Forwarded_For: 9.9.9.9",
              "Forwarded: for=9.9.9.9",
              "X-Real-IP: 9.9.9.9",
              "Via: 1.0 fred",
              ID)
          .read();
      assertEquals(
          "GET / HTTP/1.1\r\nHost: a\r\nVia: 1.0 fred\r\n" + added("a") + TAIL + "\r\n",
          endpoint.taken());
    }
  }

  @Test
  void aTrustedProxysWordIsPassedOn() throws Exception {
    Setup setup = Setup.DEFAULT.trusted(TrustedProxies.parse(List.of("127.0.0.0/8")));
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.answering(OK);
        ProxyFixture proxy = setup.start(endpoint)) {
      proxy
          .connect()
          .lines(
              "GET / HTTP/1.1",
              "Host: a",
              "X-Forwarded-For: 9.9.9.9",
              "X-Forwarded-Proto: https",
              "X-Forwarded-Host: shop",
              ID)
          .read();
      assertEquals(
          "GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 9.9.9.9, 127.0.0.1\r\n"
              + "X-Forwarded-Proto: https\r\nX-Forwarded-Host: shop\r\n"
              + TAIL
              + "\r\n",
          endpoint.taken());
    }
  }

  @Test
  void aRequestWithoutAnIdGetsOneOfItsOwn() throws Exception {
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.answering(OK);
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      proxy.get("/").read();
      proxy.get("/").read();
      String first = RawMessages.field(endpoint.taken(), "X-Request-Id");
      String second = RawMessages.field(endpoint.taken(), "X-Request-Id");
      assertTrue(first.matches("[0-9a-f]{32}"), first);
      assertFalse(first.equals(second));
    }
  }

  @Test
  void aPrefixIsStrippedAndTold() throws Exception {
    Setup setup = Setup.DEFAULT.route(new RouteShape("/books", true, ""));
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.answering(OK);
        ProxyFixture proxy = setup.start(endpoint)) {
      proxy.connect().lines("GET /books/./x/../1%41?q HTTP/1.1", "Host: a", ID).read();
      assertEquals(
          "GET /1A?q HTTP/1.1\r\nHost: a\r\n"
              + added("a")
              + "X-Forwarded-Prefix: /books\r\n"
              + TAIL
              + "\r\n",
          endpoint.taken());
      proxy.get("/books").read();
      assertTrue(endpoint.taken().startsWith("GET / HTTP/1.1\r\n"));
      assertEquals(404, proxy.get("/other").read().status());
    }
  }

  @Test
  void theHostIsRewrittenWhereTheRouteSaysSo() throws Exception {
    Setup setup = Setup.DEFAULT.route(new RouteShape("/", true, "inner:8080"));
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.answering(OK);
        ProxyFixture proxy = setup.start(endpoint)) {
      proxy.connect().lines("GET / HTTP/1.1", "Host: outer", ID).read();
      assertEquals(
          "GET / HTTP/1.1\r\nHost: inner:8080\r\n" + added("outer") + TAIL + "\r\n",
          endpoint.taken());
    }
  }

  @Test
  void anAbsoluteTargetsAuthorityIsTheHost() throws Exception {
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.answering(OK);
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      proxy.connect().lines("GET http://shop/x HTTP/1.1", "Host: other", ID).read();
      assertEquals(
          "GET /x HTTP/1.1\r\nHost: shop\r\n" + added("shop") + TAIL + "\r\n", endpoint.taken());
    }
  }

  @Test
  void anAsteriskMatchesNoPath() throws Exception {
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.answering(OK);
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      assertEquals(404, proxy.connect().lines("OPTIONS * HTTP/1.1", "Host: a").read().status());
      assertEquals(0, endpoint.waiting());
    }
  }

  @Test
  void fieldBytesAndTheResponsesFieldsPassUnchanged() throws Exception {
    String kept =
        String.join("\r\n", "X-Name: caf\u00c3\u00a9", "Set-Cookie: a=1", "set-cookie: b=2", "");
    String dropped =
        String.join("\r\n", "Keep-Alive: timeout=5", "Connection: X-Hop", "X-Hop: 1", "");
    String length = "Content-Length: 2\r\n\r\n";
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.answering("HTTP/1.1 201 Made\r\n" + kept + dropped + length + "ok");
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      Answer got =
          proxy.connect().lines("GET / HTTP/1.1", "Host: a", "X-Name: \u00fc\u00ff").read();
      assertEquals("HTTP/1.1 201 Created\r\n" + kept + length, got.head());
      assertTrue(endpoint.taken().contains("X-Name: \u00fc\u00ff\r\n"));
    }
  }

  @Test
  void requestsFollowEachOtherOnOneConnectionEachWay() throws Exception {
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.mirror();
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      RawClient client = proxy.connect();
      for (int i = 0; i < 20; i++) {
        Answer answer = client.lines("GET /" + i + " HTTP/1.1", "Host: a").read();
        assertTrue(answer.body().startsWith("GET /" + i + " "));
      }
      assertEquals(1, endpoint.connections());
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInTheirOrder() throws Exception {
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.mirror();
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      StringBuilder requests = new StringBuilder();
      for (int i = 0; i < 50; i++) {
        requests.append("POST /" + i + " HTTP/1.1\r\nHost: a\r\n");
        requests.append(
            i % 2 == 0
                ? "Content-Length: 3\r\n\r\na" + (10 + i)
                : "Transfer-Encoding: chunked\r\n\r\n3\r\nb" + (10 + i) + "\r\n0\r\n\r\n");
      }
      RawClient client = proxy.connect().send(requests.toString());
      for (int i = 0; i < 50; i++) {
        Answer answer = client.read();
        assertTrue(answer.body().startsWith("POST /" + i + " "), answer.body());
        assertTrue(answer.body().endsWith((i % 2 == 0 ? "a" : "b") + (10 + i)), answer.body());
      }
    }
  }

  @Test
  void postWithoutContentSaysSo() throws Exception {
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.answering(OK);
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      RawClient client = proxy.connect();
      client.lines("POST / HTTP/1.1", "Host: a", "Content-Length: 0").read();
      assertEquals("0", RawMessages.field(endpoint.taken(), "Content-Length"));
      client.lines("POST / HTTP/1.1", "Host: a").read();
      assertEquals("0", RawMessages.field(endpoint.taken(), "Content-Length"));
      client.lines("GET / HTTP/1.1", "Host: a").read();
      assertEquals("", RawMessages.field(endpoint.taken(), "Content-Length"));
    }
  }

  @Test
  void aGetMayHaveContent() throws Exception {
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.answering(OK);
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      RawClient client = proxy.connect();
      client.send("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello").read();
      assertTrue(endpoint.taken().endsWith("Content-Length: 5\r\n\r\nhello"));
      client
          .send("GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
          .read();
      assertTrue(endpoint.taken().endsWith("Transfer-Encoding: chunked\r\n\r\n"));
      client.lines("GET /next HTTP/1.1", "Host: a").read();
      assertTrue(endpoint.taken().startsWith("GET /next "));
    }
  }
}
