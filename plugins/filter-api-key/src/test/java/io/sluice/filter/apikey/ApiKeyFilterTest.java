package io.sluice.filter.apikey;

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
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ApiKeyFilterTest {

  private final TestContext context = TestContext.seeded(1);
  private final ScriptedChain chain = new ScriptedChain(_ -> Response.of(200));

  @Test
  void aKnownKeyPassesAndItsOwnerIsTold() throws Exception {
    assertEquals(200, ask(Map.of(), "", "A", "b", "X-API-Key", Keys.OF_ANN).status());
    assertEquals(Headers.of("A", "b", "X-API-Key-Name", "ann"), passed().headers());
  }

  @Test
  void whatAClientClaimsToBeIsTakenOutHoweverItIsSpelled() throws Exception {
    ask(
        Map.of(),
        "",
        "x-api-key",
        Keys.OF_BEN,
        "X-API-Key-Name",
        "ann",
        "x_api_key_name",
        "ann",
        "X-Api_Key-Name",
        "ann");
    assertEquals(Headers.of("X-API-Key-Name", "Ben B."), passed().headers());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "key-of-anna", "key-of-an", "KEY-OF-ANN", "\u00FC"})
  void anUnknownKeyIsRefused(String key) throws Exception {
    assertRefused("the key is not known", ask(Map.of(), "", "X-API-Key", key));
  }

  @Test
  void noKeyIsRefused() throws Exception {
    assertRefused("the request shows no key", ask(Map.of(), "?X-API-Key=" + Keys.OF_ANN));
    assertEquals(1, context.metrics().count("refused_requests"));
  }

  @Test
  void twoKeysAreRefusedEvenIfBothAreKnown() throws Exception {
    assertRefused(
        "the request shows more than one key",
        ask(Map.of(), "", "X-API-Key", Keys.OF_ANN, "X-API-Key", Keys.OF_ANN));
    assertRefused(
        "the request shows more than one key",
        ask(
            Map.of("query", "key", "header", "X-API-Key"),
            "?key=" + Keys.OF_ANN,
            "X-API-Key",
            Keys.OF_ANN));
  }

  @Test
  void aRefusalSaysHowToComeInAndDoesNotRepeatTheKey() throws Exception {
    Response refusal = ask(Map.of(), "", "X-API-Key", "guess");
    assertEquals(
        Headers.of(
            "WWW-Authenticate", "ApiKey realm=\"books\"",
            "Content-Type", "application/problem+json",
            "Cache-Control", "no-store"),
        refusal.headers());
    assertFalse(text(refusal).contains("guess"));
    assertTrue(text(refusal).startsWith("{\"type\":\"urn:sluice:problem:api-key\""));
  }

  @Test
  void aRefusedRequestsBodyIsGivenUp() throws Exception {
    TrackedBody body = new TrackedBody(new byte[] {1});
    filter(Map.of()).filter(Requests.request("/", body), chain);
    assertTrue(body.isClosed());
  }

  @Test
  void aParameterIsReadAndTakenOutOfTheQuery() throws Exception {
    Map<String, Object> settings = Map.of("query", "key");
    assertEquals(200, ask(settings, "?a=%20&key=" + Keys.OF_ANN + "&b&&c=key").status());
    assertEquals("?a=%20&b&&c=key", passed().query());
    assertEquals(200, ask(settings, "?k%65y=key%2Bof%2Fben%3D").status());
    assertEquals("", passed().query());
    assertEquals("Ben B.", passed().headers().first("X-API-Key-Name").orElseThrow());
    assertEquals(401, ask(settings, "?key=%zz").status());
    assertEquals(401, ask(settings, "?key").status());
    assertEquals(401, ask(settings, "", "X-API-Key", Keys.OF_ANN).status());
  }

  @Test
  void eitherPlaceWillDoIfBothAreNamed() throws Exception {
    Map<String, Object> settings = Map.of("query", "key", "header", "X-Key", "identity", "X-Owner");
    assertEquals(200, ask(settings, "?key=" + Keys.OF_ANN).status());
    assertEquals(200, ask(settings, "", "X-Key", Keys.OF_ANN).status());
    assertEquals(Headers.of("X-Owner", "ann"), passed().headers());
  }

  @Test
  void nothingIsLogged() throws Exception {
    ask(Map.of(), "", "X-API-Key", Keys.OF_ANN);
    ask(Map.of(), "", "X-API-Key", "guess");
    assertEquals(List.of(), context.logger().lines());
  }

  @Test
  void wrongSettingsAreRefused() {
    String hash = Keys.hash("x");
    assertFault("/keys", Map.of("keys", List.of()));
    assertFault("/keys/0/name", Map.of("keys", List.of(Map.of("sha256", hash))));
    assertFault("/keys/0/name", Map.of("keys", List.of(Map.of("name", "a\r\nb", "sha256", hash))));
    assertFault("/keys/0/sha256", Map.of("keys", List.of(Map.of("name", "a"))));
    assertFault("/keys/0/sha256", Map.of("keys", List.of(Map.of("name", "a", "sha256", "secret"))));
    assertFault(
        "/keys/1/sha256",
        Map.of(
            "keys",
            List.of(Map.of("name", "a", "sha256", hash), Map.of("name", "b", "sha256", hash))));
    assertFault("/header", Map.of("header", "X Key"));
    assertFault("/header", Map.of("header", "Transfer-Encoding"));
    assertFault("/query", Map.of("query", "a=b"));
    assertFault("/identity", Map.of("identity", "X-Forwarded-For"));
    assertFault("/identity", Map.of("identity", "x-api-key"));
  }

  @Test
  void aFaultDoesNotRepeatWhatMayBeAKey() {
    SettingsException fault =
        assertThrows(
            SettingsException.class,
            () -> filter(Map.of("keys", List.of(Map.of("name", "a", "sha256", "secret")))));
    assertFalse(fault.problem().contains("secret"));
  }

  private void assertRefused(String detail, Response answer) throws Exception {
    assertEquals(401, answer.status());
    assertTrue(text(answer).contains("\"" + detail + "\""));
    assertEquals(List.of(), chain.passed());
  }

  private void assertFault(String pointer, Map<String, Object> settings) {
    SettingsException fault = assertThrows(SettingsException.class, () -> filter(settings));
    assertEquals(pointer, fault.pointer());
  }

  private static String text(Response answer) throws Exception {
    return answer.headers().contains("Content-Type")
        ? new String(peek(answer), StandardCharsets.UTF_8)
        : "";
  }

  private static byte[] peek(Response answer) throws Exception {
    answer.body().stream().mark(Integer.MAX_VALUE);
    byte[] bytes = answer.body().stream().readAllBytes();
    answer.body().stream().reset();
    return bytes;
  }

  private Response ask(Map<String, Object> settings, String query, String... fields)
      throws Exception {
    Request request = Requests.request("/", Body.empty());
    return filter(settings)
        .filter(
            request.withHead(
                new RequestHead("GET", "http", "books.example", "/", query, Headers.of(fields))),
            chain);
  }

  private RequestHead passed() {
    return chain.passed().getLast().head();
  }

  private Filter filter(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(Keys.settings());
    all.putAll(settings);
    return new ApiKeyFilterProvider().create(Settings.of(all), context);
  }
}
