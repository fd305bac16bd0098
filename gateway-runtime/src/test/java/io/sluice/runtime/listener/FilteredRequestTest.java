package io.sluice.runtime.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Body;
import io.sluice.api.Headers;
import io.sluice.api.Outcome;
import io.sluice.api.Request;
import io.sluice.api.Response;
import io.sluice.api.filter.Filter;
import io.sluice.api.limiter.LimitDecision;
import io.sluice.runtime.listener.ProxyFixture.RouteShape;
import io.sluice.runtime.listener.ProxyFixture.Setup;
import io.sluice.runtime.listener.RawClient.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What filters and limiters do to a request that passes them, and what no filter can do. */
@Timeout(30)
class FilteredRequestTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  /** A body that says one length and has another. */
  private record Claimed(long length, InputStream stream) implements Body {

    Claimed(long length, String content) {
      this(length, new ByteArrayInputStream(content.getBytes(StandardCharsets.ISO_8859_1)));
    }
  }

  @Test
  void aFilterChangesHeadsAndBodiesOnBothWays() throws Exception {
    Filter shout =
        (request, chain) -> {
          byte[] content = request.body().stream().readAllBytes();
          String louder = new String(content, StandardCharsets.ISO_8859_1).toUpperCase(Locale.ROOT);
          Request changed =
              new Request(
                  request.head().withHeaders(request.head().headers().with("X-In", "1")),
                  Body.of(louder.getBytes(StandardCharsets.ISO_8859_1)),
                  request.client());
          Response response = chain.proceed(changed);
          String got =
              new String(response.body().stream().readAllBytes(), StandardCharsets.ISO_8859_1);
          response.body().close();
          return new Response(
              202,
              response.headers().with("X-Out", "2"),
              Body.of((got + "!").getBytes(StandardCharsets.ISO_8859_1)));
        };
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.mirror();
        ProxyFixture proxy = Setup.DEFAULT.filters(shout).start(endpoint)) {
      RawClient client = proxy.connect();
      for (int i = 0; i < 3; i++) {
        client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
        client.send("3\r\nabc\r\n").send("0\r\n\r\n");
        Answer answer = client.read();
        assertEquals(202, answer.status());
        assertEquals("2", answer.field("X-Out"));
        assertTrue(answer.body().endsWith("Content-Length: 3\r\n\r\nABC!"), answer.body());
        assertTrue(answer.body().contains("\r\nX-In: 1\r\n"), answer.body());
      }
      assertEquals(1, endpoint.connections());
    }
  }

  @Test
  void filtersNestInTheirOrder() throws Exception {
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.mirror();
        ProxyFixture proxy =
            Setup.DEFAULT.filters(tagging("outer"), tagging("inner")).start(endpoint)) {
      Answer answer = proxy.get("/").read();
      assertTrue(answer.body().contains("X-Tag: outer\r\nX-Tag: inner\r\n"), answer.body());
      assertTrue(answer.head().contains("X-Tag: inner\r\nX-Tag: outer\r\n"), answer.head());
    }
  }

  private static Filter tagging(String tag) {
    return (request, chain) -> {
      Headers tagged = request.head().headers().with("X-Tag", tag);
      Response response =
          chain.proceed(
              new Request(request.head().withHeaders(tagged), request.body(), request.client()));
      return response.withHeaders(response.headers().with("X-Tag", tag));
    };
  }

  @Test
  void aFilterAnswersItself() throws Exception {
    Filter own =
        (_, _) -> new Response(403, Headers.none(), new Claimed(Body.UNKNOWN_LENGTH, "no entry"));
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.answering(OK);
        ProxyFixture proxy = Setup.DEFAULT.filters(own).start(endpoint)) {
      RawClient client = proxy.connect();
      for (int i = 0; i < 2; i++) {
        Answer answer = client.lines("GET / HTTP/1.1", "Host: a").read();
        assertEquals(403, answer.status());
        assertEquals("no entry", answer.body());
      }
      assertEquals(0, endpoint.connections());
    }
  }

  @Test
  void aFilterThatThrowsIs500() throws Exception {
    for (Filter filter :
        List.<Filter>of(
            (_, _) -> {
              throw new IOException("as this test wants it");
            },
            (_, _) -> {
              throw new IllegalStateException("as this test wants it");
            })) {
      try (ScriptedEndpoint endpoint = ScriptedEndpoint.answering(OK);
          ProxyFixture proxy = Setup.DEFAULT.filters(filter).start(endpoint)) {
        assertEquals(500, proxy.get("/").read().status());
      }
    }
  }

  @Test
  void whatAFilterHeldWhenItThrewIsGivenBack() throws Exception {
    Filter late =
        (request, chain) -> {
          chain.proceed(request);
          throw new IllegalStateException("as this test wants it");
        };
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.answering(OK);
        ProxyFixture proxy = Setup.DEFAULT.filters(late).start(endpoint)) {
      assertEquals(500, proxy.get("/").read().status());
      proxy.meters().ended();
      assertEquals(0, proxy.inFlight(0));
    }
  }

  @Test
  void aFilterThatProceedsTwiceIs500() throws Exception {
    Filter twice =
        (request, chain) -> {
          chain.proceed(request);
          return chain.proceed(request);
        };
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.answering(OK);
        ProxyFixture proxy = Setup.DEFAULT.filters(twice).start(endpoint)) {
      assertEquals(500, proxy.get("/").read().status());
      proxy.meters().ended();
      assertEquals(1, endpoint.connections());
    }
  }

  @Test
  void anErrorInAFilterEndsItsConnectionAndGivesAllBack() throws Exception {
    Filter error =
        (request, chain) -> {
          chain.proceed(request);
          throw new StackOverflowError("as this test wants it");
        };
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.answering(OK);
        ProxyFixture proxy = Setup.DEFAULT.filters(error).start(endpoint)) {
      proxy.get("/").readUntilClose();
      proxy.meters().ended();
    }
  }

  @Test
  void aBodyLongerThanItClaimsNeverPassesItsLength() throws Exception {
    Filter overlong = (_, _) -> new Response(200, Headers.none(), new Claimed(2, "ok, and more"));
    try (ProxyFixture proxy = Setup.DEFAULT.filters(overlong).start()) {
      RawClient client = proxy.get("/");
      String all = client.readUntilClose();
      assertTrue(!all.contains("and more") || all.startsWith("HTTP/1.1 500"), all);
    }
  }

  @Test
  void aBodyShorterThanItClaimsIsCutShort() throws Exception {
    Filter tooShort = (_, _) -> new Response(200, Headers.none(), new Claimed(20_000, "ok"));
    try (ProxyFixture proxy = Setup.DEFAULT.filters(tooShort).start()) {
      String all = proxy.get("/").readUntilClose();
      assertTrue(all.startsWith("HTTP/1.1 500 ") || all.endsWith("\r\n\r\nok"), all);
    }
  }

  @Test
  void aRequestBodyThatFailsInAFilterIs500AndNoHalfRequest() throws Exception {
    InputStream closed = InputStream.nullInputStream();
    closed.close();
    Body broken = new Claimed(Body.UNKNOWN_LENGTH, closed);
    Filter replacing =
        (request, chain) -> chain.proceed(new Request(request.head(), broken, request.client()));
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.of(peer -> {
              peer.head();
              assertTrue(!peer.readUntilClose().contains("0\r\n\r\n"));
            });
        ProxyFixture proxy = Setup.DEFAULT.filters(replacing).start(endpoint)) {
      assertEquals(500, proxy.get("/").read().status());
      assertInstanceOf(Outcome.Abandoned.class, proxy.outcome());
    }
  }

  @Test
  void aPathThatCanNotBeWrittenIs500AndCostsNoConnection() throws Exception {
    Filter split =
        (request, chain) ->
            chain.proceed(
                new Request(
                    request.head().withPath("/a b\r\nX: y"), request.body(), request.client()));
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.answering(OK);
        ProxyFixture proxy = Setup.DEFAULT.filters(split).start(endpoint)) {
      assertEquals(500, proxy.get("/").read().status());
      assertEquals(0, endpoint.waiting());
    }
  }

  @Test
  void thePrefixIsToldOnlyIfTheFilterLeftItForTheGatewayToTakeOff() throws Exception {
    Filter leading =
        (request, chain) -> {
          String path = request.head().path().equals("/books/away") ? "/away" : "/books/here";
          return chain.proceed(
              new Request(request.head().withPath(path), request.body(), request.client()));
        };
    Setup setup = Setup.DEFAULT.filters(leading).route(new RouteShape("/books", true, ""));
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.mirror();
        ProxyFixture proxy = setup.start(endpoint)) {
      String here = proxy.get("/books/1").read().body();
      assertTrue(here.startsWith("GET /here HTTP/1.1\r\n"), here);
      assertTrue(here.contains("\r\nX-Forwarded-Prefix: /books\r\n"), here);
      String away = proxy.get("/books/away").read().body();
      assertTrue(away.startsWith("GET /away HTTP/1.1\r\n"), away);
      assertFalse(away.contains("X-Forwarded-Prefix"), away);
    }
  }

  @Test
  void framingFieldsOfAFilterAreWrittenAnew() throws Exception {
    Filter lying =
        (request, chain) -> {
          Headers lies =
              request.head().headers().with("Content-Length", "99").with("Transfer-Encoding", "x");
          Response response =
              chain.proceed(
                  new Request(request.head().withHeaders(lies), request.body(), request.client()));
          return response.withHeaders(
              response.headers().with("Content-Length", "99").with("Connection", "x"));
        };
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.answering(OK);
        ProxyFixture proxy = Setup.DEFAULT.filters(lying).start(endpoint)) {
      Answer answer = proxy.get("/").read();
      assertEquals("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n", answer.head());
      assertEquals("", RawMessages.field(endpoint.taken(), "Transfer-Encoding"));
    }
  }

  @Test
  void aRejectedRequestIs429AndItsConnectionGoesOn() throws Exception {
    Setup setup =
        Setup.DEFAULT.limiter(
            _ -> new LimitDecision.Rejected(Duration.ofMillis(1_500), "slow down", List.of()));
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.answering(OK);
        ProxyFixture proxy = setup.start(endpoint)) {
      RawClient client = proxy.connect();
      for (int i = 0; i < 2; i++) {
        client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");
        Answer answer = client.read();
        assertEquals(429, answer.status());
        assertEquals("2", answer.field("Retry-After"));
        assertEquals("", answer.field("Connection"));
      }
      assertEquals(0, endpoint.connections());
    }
  }

  @Test
  void aRefusedUploadThatIsStillComingClosesTheConnection() throws Exception {
    Setup setup =
        Setup.DEFAULT.limiter(
            _ -> new LimitDecision.Rejected(Duration.ofSeconds(1), "slow down", List.of()));
    try (ProxyFixture proxy = setup.start()) {
      RawClient client =
          proxy.connect().lines("POST / HTTP/1.1", "Host: a", "Content-Length: 1000000");
      Answer answer = client.read();
      assertEquals(429, answer.status());
      assertEquals("close", answer.field("Connection"));
      client.send(new byte[1_000_000]).lines("GET /marker HTTP/1.1", "Host: a");
      assertEquals("", client.readUntilClose());
    }
  }
}
