package io.sluice.filter.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RewriteFilterTest {

  private final ScriptedChain chain = new ScriptedChain(_ -> Response.of(200));

  @ParameterizedTest
  @CsvSource({
    "/v1, /v2, /v1, /v2",
    "/v1, /v2, /v1/, /v2/",
    "/v1, /v2, /v1/a/b, /v2/a/b",
    "/v1, /v2, /v10, /v10",
    "/v1, /v2, /a/v1, /a/v1",
    "/v1, /, /v1, /",
    "/v1, /, /v1/a, /a",
    "/, /v2, /a, /v2/a",
    "/, /v2, /, /v2",
    "/v1, /v2, *, *",
    "/v1/%C3%BC, /v2, /v1/%C3%BC/%2F, /v2/%2F"
  })
  void wholeSegmentsAtTheStartAreReplaced(String prefix, String to, String path, String expected)
      throws Exception {
    assertEquals(expected, passed(List.of(Map.of("prefix", prefix, "to", to)), path));
  }

  @Test
  void onePathIsReplacedAndNotWhatIsBelow() throws Exception {
    List<Map<String, String>> rules = List.of(Map.of("path", "/old", "to", "/new"));
    assertEquals("/new", passed(rules, "/old"));
    assertEquals("/old/", passed(rules, "/old/"));
    assertEquals("/old/a", passed(rules, "/old/a"));
  }

  @Test
  void theFirstRuleThatMatchesHolds() throws Exception {
    List<Map<String, String>> rules =
        List.of(
            Map.of("path", "/a/b", "to", "/exact"),
            Map.of("prefix", "/a", "to", "/b"),
            Map.of("prefix", "/b", "to", "/c"));
    assertEquals("/exact", passed(rules, "/a/b"));
    assertEquals("/b/c", passed(rules, "/a/c"));
    assertEquals("/c", passed(rules, "/b"));
  }

  @Test
  void allElseStays() throws Exception {
    RequestHead head =
        new RequestHead("PUT", "https", "h.example", "/a/b", "?q=/a", Headers.of("A", "b"));
    Request request = Requests.request("/", Body.empty()).withHead(head);
    filter(List.of(Map.of("prefix", "/a", "to", "/c"))).filter(request, chain);
    Request passed = chain.passed().getFirst();
    assertEquals(head.withPath("/c/b"), passed.head());
    assertSame(request.body(), passed.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "/a/",
        "//a",
        "/a//b",
        "/./a",
        "/..",
        "/a/..;x",
        "/a b",
        "/a?b",
        "/a#b",
        "/a\\b",
        "/%",
        "/%4",
        "/%zz",
        "/%41",
        "/%c3%bc",
        "/%2F",
        "/%00",
        "/%5C",
        "/%C3",
        "/%ED%A0%80",
        "/\u00FC",
        "/a\r\nb"
      })
  void whatIsNotCanonicalIsRefused(String path) {
    assertRefused("/rules/0/prefix", List.of(Map.of("prefix", path, "to", "/x")));
    assertRefused("/rules/0/to", List.of(Map.of("prefix", "/x", "to", path)));
  }

  @Test
  void aRuleIsAboutAPrefixOrAPath() {
    assertRefused("/rules/0/prefix", List.of(Map.of("to", "/x")));
    assertRefused("/rules/0/prefix", List.of(Map.of("to", "/x", "prefix", "/a", "path", "/b")));
    assertRefused("/rules/1/to", List.of(Map.of("path", "/a", "to", "/"), Map.of("path", "/b")));
    assertRefused("/rules", List.of());
  }

  private static void assertRefused(String pointer, List<Map<String, String>> rules) {
    SettingsException refusal = assertThrows(SettingsException.class, () -> filter(rules));
    assertEquals(pointer, refusal.pointer());
  }

  private static Filter filter(List<Map<String, String>> rules) {
    return new RewriteFilterProvider()
        .create(Settings.of(Map.of("rules", rules)), TestContext.seeded(1));
  }

  private String passed(List<Map<String, String>> rules, String path) throws Exception {
    filter(rules).filter(Requests.request(path, Body.empty()), chain);
    return chain.passed().getLast().head().path();
  }
}
