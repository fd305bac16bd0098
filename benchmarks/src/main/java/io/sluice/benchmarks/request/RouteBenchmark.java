package io.sluice.benchmarks.request;

import io.sluice.api.limiter.LimitDecision;
import io.sluice.runtime.exchange.Route;
import io.sluice.runtime.exchange.Service;
import io.sluice.runtime.exchange.Timeouts;
import io.sluice.runtime.metrics.ServiceMeters;
import io.sluice.runtime.route.CanonicalPath;
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
  private String[] paths = {};
  private String[] hosts = {};
  private int next;

  /** Makes one table whose routes differ in the path, one whose routes differ in the host. */
  @Setup
  public void fill() {
    byPath = new RouteTable(entries().map(i -> entry("*", "/service-" + i)).toList());
    byHost = new RouteTable(entries().map(i -> entry(host(i), "/api")).toList());
    int[] asked = new Random(1).ints(REQUESTS, 0, routes).toArray();
    paths =
        IntStream.of(asked).mapToObj(i -> "/service-" + i + "/v1/books/42").toArray(String[]::new);
    hosts = IntStream.of(asked).mapToObj(i -> host(i) + ":8080").toArray(String[]::new);
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

  /** A route by its path, for any host. */
  @Benchmark
  public Optional<Route> byPath() {
    return find(byPath, "books.example.org", paths[next()]);
  }

  /** A route by its host. */
  @Benchmark
  public Optional<Route> byHost() {
    return find(byHost, hosts[next()], "/api/v1/books/42");
  }

  private static Optional<Route> find(RouteTable table, String authority, String path) {
    return switch (CanonicalPath.of(path)) {
      case CanonicalPath.Accepted accepted -> table.find(authority, accepted.path());
      case CanonicalPath.Refused refused -> throw new IllegalStateException(refused.toString());
    };
  }

  private int next() {
    next = (next + 1) % REQUESTS;
    return next;
  }
}
