package io.sluice.runtime.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.api.Request;
import io.sluice.api.Response;
import io.sluice.api.filter.Filter;
import io.sluice.api.limiter.LimitDecision;
import io.sluice.runtime.accesslog.AccessEntry;
import io.sluice.runtime.exchange.Redirect;
import io.sluice.runtime.listener.ProxyFixture.RouteShape;
import io.sluice.runtime.listener.ProxyFixture.Setup;
import io.sluice.runtime.listener.RawClient.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A route that answers where to go instead, without any endpoint. */
@Timeout(30)
class RedirectedRequestTest {

  private static final Redirect ELSEWHERE =
      new Redirect("https://{host}:8443/new{path}{query}", 307);

  private static Setup to(Redirect redirect) {
    return Setup.DEFAULT.route(new RouteShape("/old", true, "", Optional.of(redirect)));
  }

  @Test
  void theClientIsToldWhereToGoAndTheConnectionGoesOn() throws Exception {
    try (ProxyFixture proxy = to(ELSEWHERE).start()) {
      RawClient client = proxy.connect();
      client.send(
          "POST /old/a?q=[1] HTTP/1.1\r\nHost: Shop.example:80\r\nContent-Length: 3\r\n\r\nabc");
      Answer answer = client.read();
      assertEquals(307, answer.status());
      assertEquals("https://shop.example:8443/new/a?q=%5B1%5D", answer.field("Location"));
      assertEquals("0", answer.field("Content-Length"));
      assertEquals(new RecordedMeters.Ended("POST", 307, ""), proxy.meters().ended());
      AccessEntry entry = proxy.accesses().next();
      assertEquals(new AccessEntry.Led("books", "/old", "", 0), entry.led());
      assertEquals(307, entry.answered().status());
      assertEquals(3, entry.answered().bytesIn());
      assertEquals(
          "https://a:8443/new",
          client.lines("GET /old HTTP/1.1", "Host: a").read().field("Location"));
      assertEquals(404, client.lines("GET /older HTTP/1.1", "Host: a").read().status());
    }
  }

  @Test
  void aPathOfSlashesLeadsToNoOtherHost() throws Exception {
    Setup setup =
        Setup.DEFAULT.route(
            new RouteShape("/", true, "", Optional.of(new Redirect("{path}", 308))));
    try (ProxyFixture proxy = setup.start()) {
      assertEquals("/evil.example/x", proxy.get("//evil.example/x").read().field("Location"));
      assertEquals("/evil.example", proxy.get("/.//evil.example").read().field("Location"));
      assertEquals(400, proxy.get("/%5cevil.example").read().status());
    }
  }

  @Test
  void whoNamesNoHostIsSentToNone() throws Exception {
    try (ProxyFixture proxy = to(ELSEWHERE).start()) {
      assertEquals(400, proxy.connect().lines("GET /old HTTP/1.0").read().status());
      assertEquals("malformed-request", proxy.meters().ended().code());
    }
  }

  @Test
  void filtersAndLimiterComeFirst() throws Exception {
    Filter filter =
        (request, chain) -> {
          Request changed =
              new Request(request.head().withPath("/old/other"), request.body(), request.client());
          Response response = chain.proceed(changed);
          return response.withHeaders(response.headers().with("X-Out", "1"));
        };
    Setup setup =
        to(ELSEWHERE)
            .filters(filter)
            .limiter(request ->
                request.head().method().equals("GET")
                    ? LimitDecision.ADMITTED
                    : new LimitDecision.Rejected(Duration.ofSeconds(1), "slow down", List.of()));
    try (ProxyFixture proxy = setup.start()) {
      Answer answer = proxy.get("/old/a").read();
      assertEquals("https://a:8443/new/other", answer.field("Location"));
      assertEquals("1", answer.field("X-Out"));
      assertEquals(429, proxy.connect().lines("DELETE /old/a HTTP/1.1", "Host: a").read().status());
    }
  }

  @Test
  void aWebSocketIsRedirectedLikeAnyOther() throws Exception {
    try (ProxyFixture proxy = to(ELSEWHERE).start()) {
      Answer answer =
          proxy
              .connect()
              .lines(
                  "GET /old HTTP/1.1",
                  "Host: a",
                  "Connection: upgrade",
                  "Upgrade: websocket",
                  "Sec-WebSocket-Version: 13",
                  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")
              .read();
      assertEquals(307, answer.status());
    }
  }
}
