package io.sluice.runtime.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.api.Headers;
import io.sluice.api.RequestHead;
import io.sluice.api.limiter.LimitDecision;
import io.sluice.runtime.exchange.Route;
import io.sluice.runtime.exchange.Service;
import io.sluice.runtime.exchange.Timeouts;
import io.sluice.runtime.metrics.ServiceMeters;
import io.sluice.runtime.route.RouteTable.Entry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which conditions hold for which request, and which route is taken if several do. */
final class RouteConditionsTest {

  private static final String NOWHERE = "nowhere";

  private final List<Entry> entries = new ArrayList<>();

  /** A route that its service is named after. */
  private void route(String name, String host, String path, Conditions conditions) {
    Service service =
        new Service(
            name, _ -> LimitDecision.ADMITTED, List.of(), Timeouts.DEFAULTS, ServiceMeters.NONE);
    entries.add(new Entry(host, conditions, new Route(path, service, true, "")));
  }

  private static Conditions methods(String... methods) {
    return new Conditions(List.of(methods), List.of(), List.of());
  }

  private static Conditions headers(Condition... headers) {
    return new Conditions(List.of(), List.of(headers), List.of());
  }

  private static Conditions query(Condition... query) {
    return new Conditions(List.of(), List.of(), List.of(query));
  }

  private static Condition equalTo(String name, String text) {
    return new Condition(name, Condition.Test.EQUALS, text);
  }

  private static Condition prefix(String name, String text) {
    return new Condition(name, Condition.Test.PREFIX, text);
  }

  private static Condition present(String name) {
    return new Condition(name, Condition.Test.PRESENT, "");
  }

  private static Condition absent(String name) {
    return new Condition(name, Condition.Test.ABSENT, "");
  }

  private static RequestHead request(String method, String target, String... fields) {
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    String text = mark < 0 ? "" : target.substring(mark);
    return new RequestHead(method, "http", "a.example:80", path, text, Headers.of(fields));
  }

  private String led(RequestHead head) {
    return new RouteTable(entries).find(head).map(it -> it.service().name()).orElse(NOWHERE);
  }

  @Test
  void methodsAreTakenAsTheyAreSpelled() {
    route("read", "*", "/", methods("GET", "HEAD"));
    assertEquals("read", led(request("HEAD", "/x")));
    assertEquals(NOWHERE, led(request("POST", "/x")));
    assertEquals(NOWHERE, led(request("get", "/x")));
  }

  @Test
  void oneOfSeveralValuesOfAFieldIsEnough() {
    route("beta", "*", "/", headers(equalTo("x-BETA", "yes")));
    assertEquals("beta", led(request("GET", "/", "X-Beta", "no", "X-Beta", "yes")));
    assertEquals(NOWHERE, led(request("GET", "/", "X-Beta", "yes, no")));
    assertEquals(NOWHERE, led(request("GET", "/", "X-Beta", "YES")));
    assertEquals(NOWHERE, led(request("GET", "/")));
  }

  @Test
  void allConditionsMustHold() {
    route(
        "both",
        "*",
        "/",
        new Conditions(
            List.of("POST"),
            List.of(prefix("Content-Type", "application/"), absent("X-Old")),
            List.of(present("v"))));
    String[] json = {"Content-Type", "application/json"};
    assertEquals("both", led(request("POST", "/?v", json)));
    assertEquals(NOWHERE, led(request("PUT", "/?v", json)));
    assertEquals(NOWHERE, led(request("POST", "/?w", json)));
    assertEquals(NOWHERE, led(request("POST", "/?v", "Content-Type", "text/plain")));
    assertEquals(
        NOWHERE, led(request("POST", "/?v", "Content-Type", "application/json", "x-old", "")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "?v=a+b true",
        "?v=a%20b true",
        "?%76=a%20b true",
        "?x=1&&v=no&v=a+b true",
        "?v=a%2520b false",
        "?v=a%2Bb false",
        "?v=a+b+ false",
        "?V=a+b false",
        "?v%3Da+b false",
        "?w=v=a+b false",
        "?v=a+b;x=1 false",
        "? false",
        "?v false",
      })
  void aParameterIsDecodedOnce(String target, boolean holds) {
    route("it", "*", "/", query(equalTo("v", "a b")));
    assertEquals(holds ? "it" : NOWHERE, led(request("GET", "/" + target)));
  }

  @Test
  void whatCanNotBeDecodedStandsForItselfAndBadUtf8EqualsNothing() {
    route("percent", "*", "/percent", query(equalTo("v", "50%")));
    assertEquals("percent", led(request("GET", "/percent?v=50%")));
    assertEquals("percent", led(request("GET", "/percent?v=50%25")));
    route("half", "*", "/half", query(equalTo("v", "%a")));
    assertEquals("half", led(request("GET", "/half?v=%a")));
    route("umlaut", "*", "/umlaut", query(equalTo("v", "\u00e4")));
    assertEquals("umlaut", led(request("GET", "/umlaut?v=%C3%a4")));
    assertEquals(NOWHERE, led(request("GET", "/umlaut?v=%E4")));
    route("empty", "*", "/empty", query(equalTo("v", "")));
    assertEquals("empty", led(request("GET", "/empty?v")));
    assertEquals("empty", led(request("GET", "/empty?a&v=")));
    route("none", "*", "/none", query(absent("v")));
    assertEquals(NOWHERE, led(request("GET", "/none?%76=%FF")));
    assertEquals("none", led(request("GET", "/none?%76%FF=1")));
  }

  @Test
  void whereNoConditionHoldsTheNextShorterPathAndThenTheNextHostIsLookedAt() {
    route("exact", "a.example", "/books/new", methods("POST"));
    route("exact-short", "a.example", "/books", methods("PUT"));
    route("wild", "*.example", "/", methods("DELETE"));
    route("any", "*", "/books/new/1", Conditions.NONE);
    assertEquals("exact", led(request("POST", "/books/new/1")));
    assertEquals("exact-short", led(request("PUT", "/books/new/1")));
    assertEquals("wild", led(request("DELETE", "/books/new/1")));
    assertEquals("any", led(request("GET", "/books/new/1")));
    assertEquals(NOWHERE, led(request("GET", "/books")));
  }

  @Test
  void ofOnePathTheMoreConditionsAndTheMoreExactOnesGoFirst() {
    route("plain", "*", "/", Conditions.NONE);
    route("method", "*", "/", methods("GET"));
    route("methods", "*", "/", methods("GET", "HEAD"));
    route("present", "*", "/", headers(present("v")));
    route("prefix", "*", "/", headers(prefix("v", "1")));
    route("longer-prefix", "*", "/", headers(prefix("v", "1.")));
    route("equal", "*", "/", headers(equalTo("v", "1.2")));
    route("two", "*", "/", new Conditions(List.of(), List.of(present("v")), List.of(present("q"))));
    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(entries, new Random(seed));
      assertEquals("two", led(request("GET", "/?q", "v", "1.2")));
      assertEquals("equal", led(request("POST", "/", "v", "1.2")));
      assertEquals("longer-prefix", led(request("POST", "/", "v", "1.3")));
      assertEquals("prefix", led(request("POST", "/", "v", "1")));
      assertEquals("method", led(request("GET", "/")));
      assertEquals("methods", led(request("HEAD", "/")));
      assertEquals("plain", led(request("POST", "/")));
    }
  }

  @Test
  void conditionsThatAskTheSameAreTheSameHoweverTheyAreSpelled() {
    Conditions one =
        new Conditions(List.of("GET", "PUT"), List.of(present("A"), absent("B")), List.of());
    Conditions other =
        new Conditions(List.of("PUT", "GET"), List.of(absent("b"), present("a")), List.of());
    assertEquals(new RouteKey("*", "/", one), new RouteKey("*", "/", other));
    assertNotEquals(new RouteKey("*", "/", one), new RouteKey("*", "/", methods("GET", "PUT")));
    assertNotEquals(query(present("a")).canonical(), query(present("A")).canonical());
    route("one", "*", "/", one);
    route("other", "*", "/", other);
    assertThrows(IllegalArgumentException.class, () -> new RouteTable(entries));
  }

  @Test
  void keysAreInTheOrderInWhichRequestsAreHeldAgainstThem() {
    List<RouteKey> ordered =
        List.of(
            new RouteKey("a.b", "/long/path", Conditions.NONE),
            new RouteKey("a.b", "/", Conditions.NONE),
            new RouteKey("*.c.b", "/", Conditions.NONE),
            new RouteKey("*.b", "/x", methods("GET")),
            new RouteKey("*.b", "/x", Conditions.NONE),
            new RouteKey("*", "/a/b/c", Conditions.NONE),
            new RouteKey("*", "/", query(equalTo("a", "b"))),
            new RouteKey("*", "/", query(present("a"))),
            new RouteKey("*", "/", Conditions.NONE));
    List<RouteKey> shuffled = new ArrayList<>(ordered);
    Collections.shuffle(shuffled, new Random(1));
    assertEquals(ordered, shuffled.stream().sorted().toList());
    assertEquals(
        "/ with query \"a\" equals \"b\"",
        new RouteKey("*", "/", query(equalTo("a", "b"))).toString());
    assertEquals(
        Map.of("query", List.of(Map.of("name", "a", "absent", true))), query(absent("a")).toMap());
  }
}
