package io.sluice.benchmarks.request;

import io.sluice.api.Headers;
import io.sluice.api.RequestHead;
import io.sluice.api.limiter.LimitDecision;
import io.sluice.runtime.exchange.FieldList;
import io.sluice.runtime.exchange.Route;
import io.sluice.runtime.exchange.Service;
import io.sluice.runtime.exchange.Timeouts;
import io.sluice.runtime.metrics.ServiceMeters;
import io.sluice.runtime.route.CanonicalPath;
import io.sluice.runtime.route.Condition;
import io.sluice.runtime.route.Conditions;
import io.sluice.runtime.route.RouteTable;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From the path of a request to its route: the canonical form and the look-up. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RouteBenchmark {

  private static final int REQUESTS = 4096;

  /** How many routes there are. */
  @Param({"10", "1000", "10000", "100000"})
  public int routes;

  private RouteTable byPath = RouteTable.EMPTY;
  private RouteTable byHost = RouteTable.EMPTY;
  private RouteTable byVersion = RouteTable.EMPTY;
  private RequestHead[] pathHeads = {};
  private RequestHead[] hostHeads = {};
  private int next;

  /**
   * Makes one table whose routes differ in the path, one whose routes differ in the host, and one
   * with three routes for each path, of which two have conditions.
   */
  @Setup
  public void fill() {
    byPath = new RouteTable(entries().map(i -> entry("*", "/service-" + i)).toList());
    byHost = new RouteTable(entries().map(i -> entry(host(i), "/api")).toList());
    byVersion = new RouteTable(entries().flatMap(RouteBenchmark::versions).toList());
    int[] asked = new Random(1).ints(REQUESTS, 0, routes).toArray();
    pathHeads =
        IntStream.of(asked)
            .mapToObj(i -> head("books.example.org", "/service-" + i + "/v1/books/42"))
            .toArray(RequestHead[]::new);
    hostHeads =
        IntStream.of(asked)
            .mapToObj(i -> head(host(i) + ":8080", "/api/v1/books/42"))
            .toArray(RequestHead[]::new);
  }

  /** As a codec hands it over, with the fields that browsers send. */
  private static RequestHead head(String authority, String path) {
    Headers fields =
        Headers.of(
            "User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language", "de,en-US;q=0.7,en;q=0.3",
            "Accept-Encoding", "gzip, deflate, br",
            "X-Version", "2");
    return new RequestHead(
        "GET", "http", authority, path, "?page=7&sort=title", FieldList.copyOf(fields));
  }

  private Stream<Integer> entries() {
    return IntStream.range(0, routes).boxed();
  }

  private static String host(int number) {
    return "h" + number + ".example.org";
  }

  private static RouteTable.Entry entry(String host, String path) {
    Service service =
        new Service(
            "books", _ -> LimitDecision.ADMITTED, List.of(), Timeouts.DEFAULTS, ServiceMeters.NONE);
    return new RouteTable.Entry(host, new Route(path, service, true, ""));
  }

  private static Stream<RouteTable.Entry> versions(int number) {
    RouteTable.Entry plain = entry("*", "/service-" + number);
    return Stream.of(
        plain,
        new RouteTable.Entry("*", version("3"), plain.route()),
        new RouteTable.Entry("*", version("2"), plain.route()));
  }

  private static Conditions version(String version) {
    return new Conditions(
        List.of("GET"),
        List.of(new Condition("X-Version", Condition.Test.EQUALS, version)),
        List.of(new Condition("page", Condition.Test.PRESENT, "")));
  }

  /** A route by its path, for any host. */
  @Benchmark
  public Optional<Route> byPath() {
    return find(byPath, pathHeads[next()]);
  }

  /** A route by its host. */
  @Benchmark
  public Optional<Route> byHost() {
    return find(byHost, hostHeads[next()]);
  }

  /** A route by its path and one of two sets of a method, a field and a parameter. */
  @Benchmark
  public Optional<Route> byPathAndConditions() {
    return find(byVersion, pathHeads[next()]);
  }

  private static Optional<Route> find(RouteTable table, RequestHead head) {
    return switch (CanonicalPath.of(head.path())) {
      case CanonicalPath.Accepted _ -> table.find(head);
      case CanonicalPath.Refused refused -> throw new IllegalStateException(refused.toString());
    };
  }

  private int next() {
    next = (next + 1) % REQUESTS;
    return next;
  }
}
