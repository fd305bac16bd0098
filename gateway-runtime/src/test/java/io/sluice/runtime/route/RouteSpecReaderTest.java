package io.sluice.runtime.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsException;
import io.sluice.runtime.exchange.Redirect;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RouteSpecReaderTest {

  private static final Map<String, Object> FIRST = Map.of("paths", List.of("/first"));

  private static Routing read(Map<String, ?> document) {
    Settings settings = Settings.of(document);
    Routing routing = RouteSpecReader.read(settings, "/books");
    settings.rejectUnknownKeys();
    return routing;
  }

  private static SettingsException fault(Map<String, ?> route) {
    return assertThrows(
        SettingsException.class, () -> read(Map.of("routes", List.of(FIRST, route))));
  }

  private static String conditionFault(Map<String, ?> condition) {
    String pointer = fault(Map.of("headers", List.of(condition))).pointer();
    assertEquals(
        pointer.replace("headers", "query"), fault(Map.of("query", List.of(condition))).pointer());
    return pointer;
  }

  @Test
  void theShortFormIsOneRouteAndStaysInTheShortForm() {
    assertEquals(Routing.of(RouteSpec.of("/books")), read(Map.of()));
    Map<String, Object> document =
        Map.of("paths", List.of("/a", "/b"), "hosts", List.of("x.y"), "strip", false, "host", "in");
    assertEquals(document, read(document).toMap());
    assertEquals(List.of("paths", "hosts", "strip"), List.copyOf(read(Map.of()).toMap().keySet()));
  }

  @Test
  void aListIsReadAndWrittenAndReadAgain() {
    Map<String, Object> document =
        Map.of(
            "routes",
            List.of(
                Map.of("methods", List.of("GET", "HEAD")),
                Map.of(
                    "paths",
                    List.of("/a"),
                    "hosts",
                    List.of("*.b.c"),
                    "headers",
                    List.of(
                        Map.of("name", "X-Version", "equals", "2"),
                        Map.of("name", "X-Old", "absent", true)),
                    "query",
                    List.of(
                        Map.of("name", "v", "prefix", "a b"), Map.of("name", "w", "present", true)),
                    "redirect",
                    Map.of("to", "https://{host}/new{path}{query}"))));
    Routing routing = read(document);
    assertEquals(routing, read(routing.toMap()));
    assertEquals(List.of("/books"), routing.routes().getFirst().paths());
    RouteSpec second = routing.routes().get(1);
    assertEquals(
        Optional.of(new Redirect("https://{host}/new{path}{query}", 308)), second.redirect());
    assertEquals(2, second.conditions().headers().size());
    assertFalse(routing.redirectsOnly());
    assertEquals("/routes/1/paths", routing.pointerTo(second.keys().getFirst()));
  }

  @Test
  void aListAndTheShortFormExcludeEachOther() {
    for (String key : List.of("paths", "hosts", "strip", "host")) {
      Map<String, Object> both = Map.of("routes", List.of(Map.of()), key, "x");
      assertEquals("/" + key, assertThrows(SettingsException.class, () -> read(both)).pointer());
    }
    assertEquals(
        "/methods",
        assertThrows(SettingsException.class, () -> read(Map.of("methods", List.of("GET"))))
            .pointer());
  }

  @Test
  void thereAreNotTooManyOfAnything() {
    assertEquals("/routes", tooMany(0));
    assertEquals("/routes", tooMany(65));
    assertEquals("/routes/1/paths", fault(Map.of("paths", texts("/", 33))).pointer());
    assertEquals("/routes/1/hosts", fault(Map.of("hosts", texts("h", 33))).pointer());
    assertEquals("/routes/1/methods", fault(Map.of("methods", texts("M", 17))).pointer());
    List<Map<String, Object>> conditions = new ArrayList<>();
    texts("n", 17).forEach(name -> conditions.add(Map.of("name", name, "present", true)));
    SettingsException fault =
        fault(Map.of("headers", conditions.subList(0, 8), "query", conditions.subList(8, 17)));
    assertEquals("/routes/1", fault.pointer());
    assertTrue(fault.problem().contains("16 conditions"), fault.problem());
  }

  private static String tooMany(int count) {
    Map<String, Object> document = Map.of("routes", Collections.nCopies(count, Map.of()));
    return assertThrows(SettingsException.class, () -> read(document)).pointer();
  }

  private static List<String> texts(String begin, int count) {
    return IntStream.range(0, count).mapToObj(i -> begin + i).toList();
  }

  @Test
  void theSameRouteTwiceIsRefused() {
    assertEquals("/routes/1/paths", fault(Map.of("paths", List.of("/x", "/first"))).pointer());
    Map<String, Object> head = Map.of("methods", List.of("HEAD", "GET"));
    Map<String, Object> twice =
        Map.of("routes", List.of(Map.of("methods", List.of("GET", "HEAD")), head));
    assertEquals(
        "/routes/1/paths", assertThrows(SettingsException.class, () -> read(twice)).pointer());
    read(Map.of("routes", List.of(Map.of("methods", List.of("GET")), head)));
  }

  @Test
  void aConditionAsksForExactlyOneThing() {
    assertEquals("/routes/1/headers/0", conditionFault(Map.of("name", "a")));
    assertEquals(
        "/routes/1/headers/0", conditionFault(Map.of("name", "a", "equals", "1", "prefix", "2")));
    assertEquals("/routes/1/headers/0/name", conditionFault(Map.of("equals", "1")));
    assertEquals("/routes/1/headers/0", conditionFault(Map.of("name", "", "equals", "1")));
    assertEquals("/routes/1/headers/0", conditionFault(Map.of("name", "a", "prefix", "")));
    assertEquals("/routes/1/headers/0/equals", conditionFault(Map.of("name", "a", "equals", 1)));
    assertEquals(
        "/routes/1/headers/0/present", conditionFault(Map.of("name", "a", "present", false)));
    assertEquals(
        "/routes/1/headers/0/regex",
        conditionFault(Map.of("name", "a", "present", true, "regex", "x")));
    assertEquals(
        "/routes/1/headers/0", conditionFault(Map.of("name", "a", "equals", "x".repeat(1025))));
    Map<String, Object> one = Map.of("name", "a", "present", true);
    assertEquals("/routes/1/query/1", fault(Map.of("query", List.of(one, one))).pointer());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host",
        "connection",
        "TE",
        "Transfer-Encoding",
        "X_Forwarded_For",
        "a b",
        "\u00e4"
      })
  void aFieldThatNoRouteSeesIsRefused(String name) {
    Map<String, Object> condition = Map.of("name", name, "present", true);
    assertEquals("/routes/1/headers/0", fault(Map.of("headers", List.of(condition))).pointer());
  }

  @ParameterizedTest
  @ValueSource(strings = {" a", "a ", "a\r\nb", "\u00e4", "\u0001"})
  void aFieldsValueThatNoneCanHaveIsRefused(String value) {
    Map<String, Object> condition = Map.of("name", "X-A", "equals", value);
    assertEquals("/routes/1/headers/0", fault(Map.of("headers", List.of(condition))).pointer());
  }

  @Test
  void otherFaultsNameTheirPlace() {
    assertEquals("/routes/1/methods/0", fault(Map.of("methods", List.of("G T"))).pointer());
    assertEquals("/routes/1/methods/1", fault(Map.of("methods", List.of("A", "A"))).pointer());
    assertEquals("/routes/1/paths/0", fault(Map.of("paths", List.of("x"))).pointer());
    assertEquals("/routes/1/path", fault(Map.of("path", "/x")).pointer());
    assertEquals("/routes/1/redirect/to", fault(Map.of("redirect", Map.of())).pointer());
    assertEquals("/routes/1/redirect/to", fault(Map.of("redirect", Map.of("to", "//x"))).pointer());
    assertEquals(
        "/routes/1/redirect/status",
        fault(Map.of("redirect", Map.of("to", "/x", "status", 304))).pointer());
    assertEquals(
        "/routes/1/redirect/code",
        fault(Map.of("paths", List.of("/y"), "redirect", Map.of("to", "/x", "code", 301)))
            .pointer());
    assertEquals(
        "/routes/1/host", fault(Map.of("host", "in", "redirect", Map.of("to", "/x"))).pointer());
  }
}
