package io.sluice.runtime.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.api.Headers;
import io.sluice.api.RequestHead;
import io.sluice.api.limiter.LimitDecision;
import io.sluice.runtime.exchange.Route;
import io.sluice.runtime.exchange.Service;
import io.sluice.runtime.exchange.Timeouts;
import io.sluice.runtime.metrics.ServiceMeters;
import io.sluice.runtime.route.Condition.Test;
import io.sluice.runtime.route.RouteTable.Entry;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Routes with conditions, held against a search through all of them that knows no shortcut. */
final class RouteConditionsProperties {

  private static final List<String> PIECES = List.of("a", "%61", "+", "%20", "%", "%2", "%25", "b");

  @Property
  void findsWhatASearchThroughAllRoutesFinds(
      @ForAll("entries") List<Entry> entries, @ForAll("requests") RequestHead head) {
    Set<RouteKey> keys = new HashSet<>();
    List<Entry> distinct = entries.stream().filter(entry -> keys.add(key(entry))).toList();
    assertEquals(
        search(distinct, head),
        new RouteTable(distinct).find(head).map(route -> route.service().name()));
  }

  /** The name of the service that is found; those of equal rank share it. */
  private static Optional<String> search(List<Entry> entries, RequestHead head) {
    Optional<Entry> best = Optional.empty();
    for (Entry entry : entries) {
      if (matches(entry, head) && (best.isEmpty() || goesBefore(entry, best.get()))) {
        best = Optional.of(entry);
      }
    }
    return best.map(entry -> entry.route().service().name());
  }

  private static boolean matches(Entry entry, RequestHead head) {
    String path = entry.route().path();
    boolean below =
        path.equals("/") || head.path().equals(path) || head.path().startsWith(path + "/");
    boolean host = entry.host().equals("*") || entry.host().equals(head.authority());
    return below && host && hold(entry.conditions(), head);
  }

  private static boolean goesBefore(Entry one, Entry other) {
    if (!one.host().equals(other.host())) {
      return other.host().equals("*");
    }
    if (!one.route().path().equals(other.route().path())) {
      return one.route().path().length() > other.route().path().length();
    }
    return count(one.conditions()) > count(other.conditions());
  }

  private static int count(Conditions conditions) {
    int others = conditions.headers().size() + conditions.query().size();
    return conditions.methods().isEmpty() ? others : others + 1;
  }

  private static Entry entry(String host, String path, Conditions conditions) {
    String name = String.join(" ", host, path, Integer.toString(count(conditions)));
    Service service =
        new Service(
            name, _ -> LimitDecision.ADMITTED, List.of(), Timeouts.DEFAULTS, ServiceMeters.NONE);
    return new Entry(host, conditions, new Route(path, service, true, ""));
  }

  @Property
  void conditionsHoldWhereTheyDoForOneWhoDecodesFirst(
      @ForAll("conditions") Conditions conditions, @ForAll("requests") RequestHead head) {
    assertEquals(hold(conditions, head), new RequestCheck(conditions).holds(head));
    assertEquals(hold(conditions, head), new RequestCheck(conditions.canonical()).holds(head));
  }

  private static boolean hold(Conditions conditions, RequestHead head) {
    return (conditions.methods().isEmpty() || conditions.methods().contains(head.method()))
        && conditions.headers().stream().allMatch(it -> holds(it, head.headers().all(it.name())))
        && conditions.query().stream().allMatch(it -> holds(it, values(head, it.name())));
  }

  private static boolean holds(Condition condition, List<String> values) {
    return switch (condition.test()) {
      case EQUALS -> values.contains(condition.text());
      case PREFIX -> values.stream().anyMatch(it -> it.startsWith(condition.text()));
      case PRESENT -> !values.isEmpty();
      case ABSENT -> values.isEmpty();
    };
  }

  /** Made of pieces, all of a query is decoded before anything is compared. */
  private static List<String> values(RequestHead head, String name) {
    String query = head.query().isEmpty() ? "" : head.query().substring(1);
    List<String> values = new ArrayList<>();
    for (String parameter : query.split("&", -1)) {
      String[] halves = Arrays.copyOf(parameter.split("=", 2), 2);
      if (decoded(halves[0]).equals(name)) {
        values.add(halves[1] == null ? "" : decoded(halves[1]));
      }
    }
    return values;
  }

  private static String decoded(String text) {
    String sound = text.replaceAll("%(?![0-9A-Fa-f]{2})", "%25");
    return URLDecoder.decode(sound, StandardCharsets.UTF_8);
  }

  private static RouteKey key(Entry entry) {
    return new RouteKey(entry.host(), entry.route().path(), entry.conditions());
  }

  @Provide
  Arbitrary<List<Entry>> entries() {
    return Combinators.combine(
            Arbitraries.of("*", "h"), Arbitraries.of("/", "/a", "/a/b"), conditions())
        .as(RouteConditionsProperties::entry)
        .list()
        .ofMaxSize(12);
  }

  @Provide
  Arbitrary<Conditions> conditions() {
    Arbitrary<List<String>> methods =
        Arbitraries.of("GET", "PUT", "get").list().uniqueElements().ofMaxSize(2);
    return Combinators.combine(methods, list("X-A", "x-b"), list("a", "b", " ", "%"))
        .as(Conditions::new);
  }

  private static Arbitrary<List<Condition>> list(String... names) {
    return Combinators.combine(
            Arbitraries.of(names),
            Arbitraries.of(Test.class),
            Arbitraries.of("a", "b", "a b", "%", "%2"))
        .as((name, test, text) -> new Condition(name, test, test.compares() ? text : ""))
        .list()
        .uniqueElements()
        .ofMaxSize(2);
  }

  @Provide
  Arbitrary<RequestHead> requests() {
    Arbitrary<String> text = Arbitraries.of(PIECES).list().ofMaxSize(3).map(it -> join("", it));
    Arbitrary<String> parameter =
        Combinators.combine(text, Arbitraries.of("", "="), text).as((a, b, c) -> a + b + c);
    Arbitrary<String> query =
        parameter.list().ofMaxSize(4).map(it -> it.isEmpty() ? "" : "?" + join("&", it));
    Arbitrary<Headers> fields =
        Combinators.combine(
                Arbitraries.of("x-a", "X-B"), Arbitraries.of("", "a", "b", "a b", "a bc"))
            .as((name, value) -> List.of(name, value))
            .list()
            .ofMaxSize(3)
            .map(lines -> Headers.of(flat(lines)));
    return Combinators.combine(
            Arbitraries.of("GET", "PUT", "POST"),
            Arbitraries.of("h", "other"),
            Arbitraries.of("/", "/a", "/a/b/c", "/ab"),
            query,
            fields)
        .as((method, host, path, asked, lines) ->
            new RequestHead(method, "http", host.toLowerCase(Locale.ROOT), path, asked, lines));
  }

  private static String join(String between, List<String> parts) {
    return String.join(between, parts);
  }

  private static String[] flat(List<List<String>> lines) {
    return lines.stream()
        .flatMap(line -> Stream.of(line.get(0), line.get(1)))
        .toArray(String[]::new);
  }
}
