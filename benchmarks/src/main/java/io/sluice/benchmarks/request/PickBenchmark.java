package io.sluice.benchmarks.request;

import io.sluice.api.Endpoint;
import io.sluice.api.balancer.BalancerProvider;
import io.sluice.api.balancer.Candidate;
import io.sluice.api.balancer.Pick;
import io.sluice.api.balancer.PickRequest;
import io.sluice.api.balancer.Picker;
import io.sluice.api.plugin.Settings;
import io.sluice.balancer.leastconnections.LeastConnectionsBalancerProvider;
import io.sluice.balancer.peakewma.PeakEwmaBalancerProvider;
import io.sluice.balancer.roundrobin.RoundRobinBalancerProvider;
import io.sluice.balancer.twochoice.TwoChoiceBalancerProvider;
import io.sluice.runtime.exchange.LiveEndpoint;
import io.sluice.runtime.exchange.ReadyEndpoint;
import io.sluice.testkit.fake.Requests;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The choice of an endpoint, without the guard around the balancer. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PickBenchmark {

  /** The balancer by its name. */
  @Param({"least-connections", "two-choice", "peak-ewma", "round-robin"})
  public String balancer;

  /** How many endpoints are ready. */
  @Param({"3", "100", "1000", "10000"})
  public int endpoints;

  /** Whether the endpoints have different numbers of requests, in no order, or all the same. */
  @Param({"distinct", "tied"})
  public String loads;

  private final PickRequest request = Requests.pick();
  private Picker picker = _ -> new Pick.Unavailable("not set up");

  /** Makes the picker. */
  @Setup
  public void fill() {
    Random random = new Random(1);
    List<Integer> inFlight =
        IntStream.range(0, endpoints)
            .map(i -> loads.equals("tied") ? 1 : i)
            .boxed()
            .collect(Collectors.toList());
    Collections.shuffle(inFlight, random);
    List<Candidate> ready =
        IntStream.range(0, endpoints)
            .<Candidate>mapToObj(i -> candidate(i, inFlight.get(i), random))
            .toList();
    picker = provider().create(Settings.none(), new LiveContext()).newPicker(ready);
  }

  private BalancerProvider provider() {
    return switch (balancer) {
      case "least-connections" -> new LeastConnectionsBalancerProvider();
      case "two-choice" -> new TwoChoiceBalancerProvider();
      case "peak-ewma" -> new PeakEwmaBalancerProvider();
      case "round-robin" -> new RoundRobinBalancerProvider();
      default -> throw new IllegalArgumentException(balancer);
    };
  }

  private static Candidate candidate(int number, int inFlight, Random random) {
    String address = "10.0." + number / 256 + "." + number % 256;
    LiveEndpoint live = new LiveEndpoint(new Endpoint("http", address, 8080));
    live.probed(random.nextLong(1_000_000, 3_000_000));
    IntStream.range(0, inFlight).forEach(_ -> live.begin());
    return new ReadyEndpoint(live, 1);
  }

  /** One choice. */
  @Benchmark
  public Pick pick() {
    return picker.pick(request);
  }
}
