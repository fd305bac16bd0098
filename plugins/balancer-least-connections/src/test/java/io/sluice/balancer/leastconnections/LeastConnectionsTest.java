package io.sluice.balancer.leastconnections;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.balancer.Candidate;
import io.sluice.api.balancer.Pick.Picked;
import io.sluice.api.balancer.Picker;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsException;
import io.sluice.testkit.fake.FakeCandidate;
import io.sluice.testkit.fake.Requests;
import io.sluice.testkit.fake.TestContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LeastConnectionsTest {

  @Test
  void thirtyHeldRequestsSpreadEvenlyOverThreeEndpoints() {
    List<FakeCandidate> fleet = FakeCandidate.ofWeights(1, 1, 1);
    Picker picker = picker(Map.of(), fleet);
    for (int i = 0; i < 30; i++) {
      taken(picker).addInFlight(1);
    }
    fleet.forEach(one -> assertEquals(10, one.inFlight()));
  }

  @Test
  void heldRequestsSpreadByWeight() {
    List<FakeCandidate> fleet = FakeCandidate.ofWeights(1, 2, 3);
    Picker picker = picker(Map.of(), fleet);
    for (int i = 0; i < 60; i++) {
      taken(picker).addInFlight(1);
    }
    assertEquals(List.of(10, 20, 30), fleet.stream().map(Candidate::inFlight).toList());
  }

  @Test
  void ofIdleEndpointsTheHeaviestIsTaken() {
    List<FakeCandidate> fleet = FakeCandidate.ofWeights(1, 5);
    assertSame(fleet.get(1), taken(picker(Map.of(), fleet)));
  }

  @Test
  void amongEqualsTheMuchSlowerIsNotTaken() {
    List<FakeCandidate> fleet = FakeCandidate.ofWeights(1, 1, 1, 1);
    fleet.get(0).setProbeLatencyNanos(10_000_000);
    fleet.get(1).setProbeLatencyNanos(12_000_000);
    fleet.get(2).setProbeLatencyNanos(12_000_001);
    Map<Candidate, Integer> counts = counts(picker(Map.of(), fleet), 300);
    assertEquals(300, sum(counts, fleet.get(0), fleet.get(1), fleet.get(3)));
    counts.values().forEach(count -> assertTrue(count > 60, counts::toString));
  }

  @Test
  void latenciesWithinAMillisecondCountAsEqual() {
    List<FakeCandidate> fleet = FakeCandidate.ofWeights(1, 1, 1);
    fleet.get(0).setProbeLatencyNanos(100_000);
    fleet.get(1).setProbeLatencyNanos(1_100_000);
    fleet.get(2).setProbeLatencyNanos(1_100_001);
    assertEquals(300, sum(counts(picker(Map.of(), fleet), 300), fleet.get(0), fleet.get(1)));
  }

  @Test
  void chanceIsFairByWeight() {
    List<FakeCandidate> fleet = FakeCandidate.ofWeights(100, 300);
    fleet.get(1).setInFlight(2);
    Map<Candidate, Integer> counts = counts(picker(Map.of(), fleet), 4000);
    assertEquals(3000, counts.getOrDefault(fleet.get(1), 0), 150);
  }

  @Test
  void loadCountsMoreThanLatency() {
    List<FakeCandidate> fleet = FakeCandidate.ofWeights(1, 1);
    fleet.get(0).setInFlight(1);
    fleet.get(0).setProbeLatencyNanos(1);
    fleet.get(1).setProbeLatencyNanos(1_000_000_000);
    assertSame(fleet.get(1), taken(picker(Map.of(), fleet)));
  }

  @Test
  void tolerancesAreSettings() {
    List<FakeCandidate> fleet = FakeCandidate.ofWeights(1, 1);
    fleet.get(0).setProbeLatencyNanos(1_000_000);
    fleet.get(1).setProbeLatencyNanos(1_000_001);
    Map<String, Object> none = Map.of("latencyTolerance", 0, "latencyFloor", "0");
    assertEquals(100, sum(counts(picker(none, fleet), 100), fleet.get(0)));
  }

  @Test
  void anImpossibleToleranceIsRefused() {
    SettingsException refusal =
        assertThrows(
            SettingsException.class,
            () -> picker(Map.of("latencyTolerance", -1), FakeCandidate.ofWeights(1)));
    assertEquals("/latencyTolerance", refusal.pointer());
  }

  private static Picker picker(Map<String, Object> settings, List<FakeCandidate> fleet) {
    return new LeastConnectionsBalancerProvider()
        .create(Settings.of(settings), TestContext.seeded(7))
        .newPicker(List.copyOf(fleet));
  }

  private static FakeCandidate taken(Picker picker) {
    Picked picked = assertInstanceOf(Picked.class, picker.pick(Requests.pick()));
    return assertInstanceOf(FakeCandidate.class, picked.candidate());
  }

  private static Map<Candidate, Integer> counts(Picker picker, int picks) {
    Map<Candidate, Integer> counts = new HashMap<>();
    for (int i = 0; i < picks; i++) {
      counts.merge(taken(picker), 1, Integer::sum);
    }
    return counts;
  }

  private static int sum(Map<Candidate, Integer> counts, Candidate... ones) {
    return List.of(ones).stream().mapToInt(one -> counts.getOrDefault(one, 0)).sum();
  }
}
