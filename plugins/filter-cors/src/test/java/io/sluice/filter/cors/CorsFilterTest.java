package io.sluice.filter.cors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Body;
import io.sluice.api.Headers;
import io.sluice.api.Request;
import io.sluice.api.RequestHead;
import io.sluice.api.Response;
import io.sluice.api.filter.Filter;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsException;
import io.sluice.testkit.fake.Requests;
import io.sluice.testkit.fake.ScriptedChain;
import io.sluice.testkit.fake.TestContext;
import io.sluice.testkit.fake.TrackedBody;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CorsFilterTest {

  private static final String PAGE = "https://books.example";
  private static final Map<String, Object> ONE = Map.of("origins", List.of(PAGE));

  private Headers answered = Headers.none();
  private final ScriptedChain chain =
      new ScriptedChain(_ -> new Response(200, answered, Body.empty()));

  @Test
  void aPreflightIsAnsweredAndNotPassedOn() throws Exception {
    Map<String, Object> settings =
        Map.of(
            "origins", List.of(PAGE),
            "methods", List.of("PUT"),
            "headers", List.of("X-A", "X-B"),
            "maxAge", "1h");
    Response answer = preflight(settings, PAGE, "PUT", "Access-Control-Request-Headers", "x-a,x-b");
    assertEquals(204, answer.status());
    assertEquals(
        Headers.of(
            "Vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
            "Access-Control-Allow-Origin", PAGE,
            "Access-Control-Allow-Methods", "PUT",
            "Access-Control-Max-Age", "3600",
            "Access-Control-Allow-Headers", "x-a, x-b"),
        answer.headers());
    assertEquals(List.of(), chain.passed());
  }

  @Test
  void aPreflightsBodyIsGivenUp() throws Exception {
    TrackedBody body = new TrackedBody(new byte[] {1});
    Request request = request("OPTIONS", "Origin", PAGE, "Access-Control-Request-Method", "GET");
    filter(ONE).filter(new Request(request.head(), body, request.client()), chain);
    assertTrue(body.isClosed());
  }

  @Test
  void whatIsNotAllowedIsRefusedWithoutLeave() throws Exception {
    for (Response refusal :
        List.of(
            preflight(ONE, "https://evil.example", "GET"),
            preflight(ONE, PAGE, "DELETE"),
            preflight(ONE, PAGE, "get"),
            preflight(ONE, PAGE, "GET", "Access-Control-Request-Headers", "x-a"),
            preflight(ONE, PAGE, "GET", "Origin", PAGE))) {
      assertEquals(403, refusal.status());
      assertFalse(refusal.headers().contains("Access-Control-Allow-Origin"));
      assertTrue(refusal.headers().first("Vary").orElse("").startsWith("Origin"));
    }
  }

  @Test
  void methodsThatNeedNoLeaveAreAlwaysAllowed() throws Exception {
    Map<String, Object> settings = Map.of("origins", List.of("*"), "methods", List.of("PUT"));
    assertEquals(204, preflight(settings, PAGE, "POST").status());
    assertEquals(204, preflight(settings, PAGE, "PUT").status());
  }

  @Test
  void anyFieldIsAllowedByAStarAndNamedInTheAnswer() throws Exception {
    Map<String, Object> settings =
        Map.of("origins", List.of(PAGE), "headers", List.of("*"), "credentials", true);
    Response answer =
        preflight(settings, PAGE, "GET", "Access-Control-Request-Headers", "authorization, x-z");
    assertEquals(
        "authorization, x-z", answer.headers().first("Access-Control-Allow-Headers").orElseThrow());
    assertEquals("true", answer.headers().first("Access-Control-Allow-Credentials").orElseThrow());
  }

  @Test
  void anOptionsRequestThatIsNoPreflightIsPassedOn() throws Exception {
    filter(ONE).filter(request("OPTIONS", "Origin", PAGE), chain);
    filter(ONE).filter(request("OPTIONS", "Access-Control-Request-Method", "GET"), chain);
    filter(ONE).filter(request("GET", "Access-Control-Request-Method", "GET"), chain);
    assertEquals(3, chain.passed().size());
  }

  @Test
  void anAnswerTellsWhoMayReadItAndWhat() throws Exception {
    Map<String, Object> settings =
        Map.of("origins", List.of(PAGE), "expose", List.of("X-A", "X-B"), "credentials", true);
    assertEquals(
        Headers.of(
            "Vary", "Origin",
            "Access-Control-Allow-Origin", PAGE,
            "Access-Control-Allow-Credentials", "true",
            "Access-Control-Expose-Headers", "X-A, X-B"),
        answer(settings, "Origin", PAGE));
  }

  @Test
  void aStrangerGetsTheAnswerWithoutLeave() throws Exception {
    assertEquals(Headers.of("Vary", "Origin"), answer(ONE, "Origin", "https://evil.example"));
    assertEquals(Headers.of("Vary", "Origin"), answer(ONE));
    assertEquals(Headers.of("Vary", "Origin"), answer(ONE, "Origin", PAGE, "Origin", PAGE));
  }

  @Test
  void answersForEverybodyAreAllAlike() throws Exception {
    Map<String, Object> settings = Map.of("origins", List.of("*"));
    assertEquals(
        Headers.of("Access-Control-Allow-Origin", "*"), answer(settings, "Origin", "null"));
  }

  @Test
  void whatEndpointsSayOfItIsTakenOut() throws Exception {
    answered =
        Headers.of(
            "Access-Control-Allow-Origin", "*",
            "access-control-allow-credentials", "true",
            "Vary", "Accept, origin",
            "X-A", "b");
    assertEquals(
        Headers.of("Vary", "Accept, origin", "X-A", "b", "Access-Control-Allow-Origin", PAGE),
        answer(ONE, "Origin", PAGE));
  }

  @ParameterizedTest
  @CsvSource({
    "https://*.books.example, https://a.books.example, true",
    "https://*.books.example, https://a.b.books.example, true",
    "https://*.books.example, https://books.example, false",
    "https://*.books.example, https://.books.example, false",
    "https://*.books.example, https://evilbooks.example, false",
    "https://*.books.example, http://a.books.example, false",
    "https://*.books.example, https://a.books.example:8443, false",
    "https://*.books.example, https://evil.example/.books.example, false",
    "https://*.books.example, https://evil.example#.books.example, false",
    "https://*.books.example:8443, https://a.books.example:8443, true",
    "https://books.example, https://books.example.evil, false",
    "https://books.example, HTTPS://BOOKS.EXAMPLE, false",
    "http://[::1]:3000, http://[::1]:3000, true",
    "null, null, true",
    "https://books.example, null, false"
  })
  void originsAreComparedExactly(String allowed, String origin, boolean expected) throws Exception {
    Headers answer = answer(Map.of("origins", List.of(allowed)), "Origin", origin);
    assertEquals(expected, answer.contains("Access-Control-Allow-Origin"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "books.example", "https://books.example/", "https://Books.example", "https://", "",
        "https://*", "https://*.", "https://a*.example", "*.example", "https://a.example,b"
      })
  void whatIsNoOriginIsRefused(String origin) {
    assertRefused("/origins/1", Map.of("origins", List.of(PAGE, origin)));
  }

  @Test
  void wrongSettingsAreRefused() {
    assertRefused("/origins", Map.of());
    assertRefused("/origins/0", Map.of("origins", List.of("*"), "credentials", true));
    assertRefused("/methods/0", Map.of("origins", List.of("*"), "methods", List.of("A B")));
    assertRefused("/headers/0", Map.of("origins", List.of("*"), "headers", List.of("A:")));
    assertRefused(
        "/expose", Map.of("origins", List.of(PAGE), "expose", List.of("*"), "credentials", true));
    assertRefused("/maxAge", Map.of("origins", List.of("*"), "maxAge", "25h"));
  }

  private static void assertRefused(String pointer, Map<String, ?> settings) {
    SettingsException refusal = assertThrows(SettingsException.class, () -> filter(settings));
    assertEquals(pointer, refusal.pointer());
  }

  private Headers answer(Map<String, ?> settings, String... fields) throws Exception {
    return filter(settings).filter(request("GET", fields), chain).headers();
  }

  private Response preflight(Map<String, ?> settings, String origin, String method, String... more)
      throws Exception {
    Request request = request("OPTIONS", "Origin", origin, "Access-Control-Request-Method", method);
    Headers fields = request.head().headers();
    for (int i = 0; i < more.length; i += 2) {
      fields = fields.with(more[i], more[i + 1]);
    }
    return filter(settings).filter(request.withHead(request.head().withHeaders(fields)), chain);
  }

  private static Request request(String method, String... fields) {
    return Requests.request("/", Body.empty())
        .withHead(new RequestHead(method, "http", "books.example", "/", "", Headers.of(fields)));
  }

  private static Filter filter(Map<String, ?> settings) {
    return new CorsFilterProvider().create(Settings.of(settings), TestContext.seeded(1));
  }
}
