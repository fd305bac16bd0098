package io.sluice.balancer.leastconnections;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Endpoint;
import io.sluice.api.balancer.Candidate;
import io.sluice.api.balancer.Pick;
import io.sluice.api.balancer.Pick.Picked;
import io.sluice.api.balancer.Picker;
import io.sluice.api.plugin.Settings;
import io.sluice.testkit.fake.FakeCandidate;
import io.sluice.testkit.fake.Requests;
import io.sluice.testkit.fake.TestContext;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class LeastConnectionsProperties {

  /** A candidate's figures. */
  record Figures(int weight, int inFlight, long latencyNanos, boolean excluded) {}

  @Provide
  Arbitrary<List<Figures>> fleets() {
    Arbitrary<Integer> weights =
        Arbitraries.oneOf(
            Arbitraries.integers().between(1, 3), Arbitraries.integers().between(1, 1000));
    Arbitrary<Integer> requests =
        Arbitraries.oneOf(
            Arbitraries.integers().between(0, 3), Arbitraries.integers().greaterOrEqual(0));
    Arbitrary<Long> latencies =
        Arbitraries.oneOf(
            Arbitraries.just(Candidate.UNKNOWN_LATENCY),
            Arbitraries.longs().between(0, 10_000_000),
            Arbitraries.longs().greaterOrEqual(0));
    return Combinators.combine(weights, requests, latencies, Arbitraries.of(true, false, false))
        .as(Figures::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(20);
  }

  @Property
  void aPickIsReadyAndNotExcludedAndOfTheLeastLoadAndNear(
      @ForAll("fleets") List<Figures> figures, @ForAll long seed) {
    List<FakeCandidate> fleet = fleet(figures);
    Set<Endpoint> excluded = excluded(fleet, figures);
    List<FakeCandidate> eligible =
        fleet.stream().filter(one -> !excluded.contains(one.endpoint())).toList();
    Pick pick = picker(fleet, seed).pick(Requests.pick(excluded));
    assertEquals(!eligible.isEmpty(), pick instanceof Picked);
    if (pick instanceof Picked picked) {
      List<FakeCandidate> equals =
          eligible.stream()
              .filter(
                  one -> eligible.stream().allMatch(other -> load(one).compareTo(load(other)) <= 0))
              .toList();
      assertTrue(near(equals).contains(picked.candidate()), picked::toString);
    }
  }

  @Property(tries = 100)
  void everyOneOfTheNearestIsTakenSometimes(
      @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 5) Integer> weights,
      @ForAll long seed) {
    List<FakeCandidate> fleet = new ArrayList<>();
    FakeCandidate.ofWeights(weights.stream().mapToInt(Integer::intValue).toArray())
        .forEach(one -> {
          one.setInFlight(one.weight() - 1);
          fleet.add(one);
        });
    Picker picker = picker(fleet, seed);
    Set<Candidate> taken =
        IntStream.range(0, 2000).mapToObj(_ -> taken(picker)).collect(Collectors.toSet());
    assertEquals(Set.copyOf(fleet), taken);
  }

  @Property(tries = 200)
  void countsReturnToZeroHoweverRequestsEnd(
      @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 9) Integer> weights,
      @ForAll @Size(max = 200) List<Boolean> picksAndEnds,
      @ForAll long seed) {
    List<FakeCandidate> fleet =
        FakeCandidate.ofWeights(weights.stream().mapToInt(Integer::intValue).toArray());
    Picker picker = picker(fleet, seed);
    List<FakeCandidate> open = new ArrayList<>();
    for (boolean pick : picksAndEnds) {
      if (pick) {
        FakeCandidate taken = taken(picker);
        taken.addInFlight(1);
        open.add(taken);
      } else if (!open.isEmpty()) {
        open.remove((int) Math.floorMod(seed, (long) open.size())).addInFlight(-1);
      }
    }
    open.forEach(one -> one.addInFlight(-1));
    fleet.forEach(one -> assertEquals(0, one.inFlight()));
  }

  private static List<FakeCandidate> near(List<FakeCandidate> equals) {
    long lowest =
        equals.stream()
            .mapToLong(Candidate::probeLatencyNanos)
            .filter(latency -> latency != Candidate.UNKNOWN_LATENCY)
            .min()
            .orElse(0);
    BigDecimal allowed =
        BigDecimal.valueOf(lowest)
            .add(
                BigDecimal.valueOf(lowest)
                    .multiply(new BigDecimal("0.2000000001"))
                    .max(BigDecimal.valueOf(1_000_000)));
    return equals.stream()
        .filter(one -> BigDecimal.valueOf(one.probeLatencyNanos()).compareTo(allowed) <= 0)
        .toList();
  }

  private static BigDecimal load(Candidate candidate) {
    // Two different fractions with such small denominators differ long before the 40th digit.
    return BigDecimal.valueOf(candidate.inFlight())
        .add(BigDecimal.ONE)
        .divide(BigDecimal.valueOf(candidate.weight()), new MathContext(40));
  }

  private static List<FakeCandidate> fleet(List<Figures> figures) {
    List<FakeCandidate> fleet =
        FakeCandidate.ofWeights(figures.stream().mapToInt(Figures::weight).toArray());
    for (int i = 0; i < fleet.size(); i++) {
      fleet.get(i).setInFlight(figures.get(i).inFlight());
      fleet.get(i).setProbeLatencyNanos(figures.get(i).latencyNanos());
    }
    return fleet;
  }

  private static Set<Endpoint> excluded(List<FakeCandidate> fleet, List<Figures> figures) {
    return fleet.stream()
        .filter(one -> figures.get(fleet.indexOf(one)).excluded())
        .map(Candidate::endpoint)
        .collect(Collectors.toSet());
  }

  private static Picker picker(List<FakeCandidate> fleet, long seed) {
    return new LeastConnectionsBalancerProvider()
        .create(Settings.none(), TestContext.seeded(seed))
        .newPicker(List.copyOf(fleet));
  }

  private static FakeCandidate taken(Picker picker) {
    Picked picked = assertInstanceOf(Picked.class, picker.pick(Requests.pick()));
    return assertInstanceOf(FakeCandidate.class, picked.candidate());
  }
}
