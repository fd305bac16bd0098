package io.sluice.runtime.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.api.limiter.LimitDecision;
import io.sluice.runtime.exchange.RequestHeads;
import io.sluice.runtime.exchange.Route;
import io.sluice.runtime.exchange.Service;
import io.sluice.runtime.exchange.Timeouts;
import io.sluice.runtime.metrics.ServiceMeters;
import io.sluice.runtime.route.RouteTable.Entry;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The table, held against a search through all routes. */
final class RouteTableProperties {

  private static final Service SERVICE =
      new Service(
          "any", _ -> LimitDecision.ADMITTED, List.of(), Timeouts.DEFAULTS, ServiceMeters.NONE);

  @Property
  void findsWhatASearchThroughAllRoutesFinds(
      @ForAll("entries") Set<Entry> entries,
      @ForAll("hosts") String host,
      @ForAll("paths") String path,
      @ForAll("ports") String port) {
    RouteTable table = new RouteTable(List.copyOf(entries));
    assertEquals(
        search(entries, host, path),
        table.find(RequestHeads.get(host.toUpperCase(Locale.ROOT) + port, path)));
  }

  private static Optional<Route> search(Set<Entry> entries, String host, String path) {
    return entries.stream()
        .filter(entry -> matchesHost(entry.host(), host))
        .filter(entry -> matchesPath(entry.route().path(), path))
        .max(
            Comparator.comparingInt((Entry entry) -> specificity(entry.host()))
                .thenComparingInt(entry -> entry.route().path().length()))
        .map(Entry::route);
  }

  private static boolean matchesHost(String pattern, String host) {
    return pattern.equals(RouteTable.ANY_HOST)
        || pattern.equals(host)
        || (pattern.startsWith("*.")
            && host.endsWith(pattern.substring(1))
            && host.length() >= pattern.length());
  }

  private static int specificity(String pattern) {
    if (pattern.equals(RouteTable.ANY_HOST)) {
      return 0;
    }
    return pattern.startsWith("*.") ? pattern.length() : Integer.MAX_VALUE;
  }

  private static boolean matchesPath(String prefix, String path) {
    return prefix.equals("/") || path.equals(prefix) || path.startsWith(prefix + "/");
  }

  @Provide
  Arbitrary<Set<Entry>> entries() {
    Arbitrary<String> patterns =
        Arbitraries.oneOf(
            hosts(), hosts().map(host -> "*." + host), Arbitraries.of(RouteTable.ANY_HOST));
    Arbitrary<String> registered =
        paths().map(path -> path.length() > 1 ? path.replaceFirst("/+$", "") : path);
    return Combinators.combine(patterns, registered)
        .as((host, path) -> new Entry(host, new Route(path, SERVICE, true, "")))
        .set()
        .ofMaxSize(12);
  }

  @Provide
  Arbitrary<String> hosts() {
    return Arbitraries.of("a", "b", "example")
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(RouteTableProperties::dotted);
  }

  private static String dotted(List<String> labels) {
    return String.join(".", labels);
  }

  @Provide
  Arbitrary<String> paths() {
    Arbitrary<String> segments = Arbitraries.of("a", "b", "ab", "Aa", "BB", "C");
    Arbitrary<String> whole =
        segments.list().ofMaxSize(4).map(list -> "/" + String.join("/", list));
    return Combinators.combine(whole, Arbitraries.of("", "/"))
        .as((path, end) -> path.endsWith("/") ? path : path + end);
  }

  @Provide
  Arbitrary<String> ports() {
    return Arbitraries.of("", ":80", ".", ".:8080");
  }
}
