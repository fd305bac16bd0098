package io.sluice.filter.headers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.api.Body;
import io.sluice.api.Headers;
import io.sluice.api.Request;
import io.sluice.api.Response;
import io.sluice.api.filter.Filter;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsException;
import io.sluice.testkit.fake.Requests;
import io.sluice.testkit.fake.ScriptedChain;
import io.sluice.testkit.fake.TestContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HeadersFilterTest {

  private static final Headers FIELDS = Headers.of("A", "1", "B", "2", "a", "3", "C", "4");

  private final ScriptedChain chain =
      new ScriptedChain(_ -> new Response(429, FIELDS, Body.empty()));

  @Test
  void aFieldThatIsSetTakesThePlaceOfAllOfItsName() throws Exception {
    Map<String, ?> settings = Map.of("request", Map.of("set", Map.of("A", "x")));
    assertEquals(Headers.of("B", "2", "C", "4", "A", "x"), sent(settings));
  }

  @Test
  void aFieldThatIsAddedComesBesideThoseOfItsName() throws Exception {
    Map<String, ?> settings = Map.of("request", Map.of("add", Map.of("A", "x")));
    assertEquals(Headers.of("A", "1", "B", "2", "a", "3", "C", "4", "A", "x"), sent(settings));
  }

  @Test
  void aFieldIsRemovedHoweverItIsSpelled() throws Exception {
    Map<String, ?> settings = Map.of("request", Map.of("remove", List.of("a", "c", "D")));
    assertEquals(Headers.of("B", "2"), sent(settings));
  }

  @Test
  void firstIsRemovedThenSetThenAdded() throws Exception {
    Map<String, ?> settings =
        Map.of(
            "request",
            Map.of(
                "remove", List.of("A", "B", "C"),
                "set", Map.of("A", "x"),
                "add", Map.of("A", "y")));
    assertEquals(Headers.of("A", "x", "A", "y"), sent(settings));
  }

  @Test
  void answersAreChangedWhateverTheyAre() throws Exception {
    Filter filter =
        filter(
            Map.of(
                "response",
                Map.of(
                    "remove",
                    List.of("A"),
                    "set",
                    Map.of("Strict-Transport-Security", "max-age=1"))));
    Request request = Requests.request("/books/1", Body.empty());
    Response answer = filter.filter(request, chain);
    assertEquals(429, answer.status());
    assertEquals(
        Headers.of("B", "2", "C", "4", "Strict-Transport-Security", "max-age=1"), answer.headers());
    assertEquals(request.head().headers(), chain.passed().getFirst().head().headers());
    assertSame(request.body(), chain.passed().getFirst().body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Connection",
        "content-length",
        "Transfer-Encoding",
        "TE",
        "Trailer",
        "Upgrade",
        "Keep-Alive",
        "Proxy-Authorization",
        "Expect"
      })
  void fieldsOfTheConnectionAreRefusedOnBothWays(String name) {
    for (String way : List.of("request", "response")) {
      assertRefused("/" + way + "/set/" + name, Map.of(way, Map.of("set", Map.of(name, "x"))));
      assertRefused("/" + way + "/add/" + name, Map.of(way, Map.of("add", Map.of(name, "x"))));
      assertRefused("/" + way + "/remove/1", Map.of(way, Map.of("remove", List.of("A", name))));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host",
        "X-Forwarded-For",
        "x_forwarded_for",
        "Forwarded",
        "X-Request-Id",
        "X-Real-IP"
      })
  void whatTheGatewayTellsEndpointsIsRefused(String name) {
    assertRefused("/request/set/" + name, Map.of("request", Map.of("set", Map.of(name, "x"))));
  }

  @Test
  void whatNoFieldCanBeIsRefused() {
    assertRefused("/request/set/A B", Map.of("request", Map.of("set", Map.of("A B", "x"))));
    assertRefused("/request/set/", Map.of("request", Map.of("set", Map.of("", "x"))));
    assertRefused("/request/set/A", Map.of("request", Map.of("set", Map.of("A", "x\r\nB: y"))));
    assertRefused("/request/set/A", Map.of("request", Map.of("set", Map.of("A", " x"))));
    assertRefused("/request/set/A", Map.of("request", Map.of("set", Map.of("A", "\u20AC"))));
    assertRefused("/request/set/A", Map.of("request", Map.of("set", Map.of("A", 1))));
    assertRefused("/response/remove/0", Map.of("response", Map.of("remove", List.of("A:"))));
  }

  @Test
  void aFilterThatChangesNothingIsRefused() {
    assertRefused("", Map.of());
    assertRefused("", Map.of("request", Map.of("set", Map.of())));
  }

  @Test
  void anUnknownKeyInASectionIsFound() {
    Settings settings =
        Settings.of(Map.of("request", Map.of("set", Map.of("A", "x"), "delete", List.of("B"))));
    new HeadersFilterProvider().create(settings, TestContext.seeded(1));
    SettingsException refusal = assertThrows(SettingsException.class, settings::rejectUnknownKeys);
    assertEquals("/request/delete", refusal.pointer());
  }

  private static void assertRefused(String pointer, Map<String, ?> settings) {
    SettingsException refusal = assertThrows(SettingsException.class, () -> filter(settings));
    assertEquals(pointer, refusal.pointer());
  }

  private static Filter filter(Map<String, ?> settings) {
    return new HeadersFilterProvider().create(Settings.of(settings), TestContext.seeded(1));
  }

  /** The fields that are passed on of a request with {@link #FIELDS}. */
  private Headers sent(Map<String, ?> settings) throws Exception {
    Request request = Requests.request("/books/1", Body.empty());
    filter(settings).filter(request.withHead(request.head().withHeaders(FIELDS)), chain);
    return chain.passed().getFirst().head().headers();
  }
}
