package io.sluice.balancer.peakewma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Outcome;
import io.sluice.api.Outcome.Completed;
import io.sluice.api.Outcome.Failed;
import io.sluice.api.Outcome.FailureKind;
import io.sluice.api.balancer.Pick.Picked;
import io.sluice.api.balancer.Picker;
import io.sluice.api.plugin.Settings;
import io.sluice.testkit.fake.FakeCandidate;
import io.sluice.testkit.fake.FakeTicker;
import io.sluice.testkit.fake.Requests;
import io.sluice.testkit.fake.TestContext;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

final class PeakEwmaProperties {

  private static final long MILLISECOND = 1_000_000;
  private static final PeakEwmaSettings SETTINGS = PeakEwmaSettings.from(Settings.none());

  @Property
  void anAverageIsNeverAboveTheHighestNorBelowTheFadedHighest(
      @ForAll @Size(min = 1, max = 50) List<@LongRange(min = 0, max = 10_000_000_000L) Long> took,
      @ForAll @LongRange(min = 0, max = 2_000_000_000L) long pauseNanos,
      @ForAll long start) {
    FakeTicker ticker = new FakeTicker(start);
    PeakEwmaLatency latency = new PeakEwmaLatency(ticker, SETTINGS);
    long highest = 0;
    for (long nanos : took) {
      ticker.advance(Duration.ofNanos(pauseNanos));
      latency.complete(new Completed(200, nanos));
      highest = Math.max(highest, nanos);
      double rest = Math.exp(-(double) (ticker.nanos() - start) / SETTINGS.decay().toNanos());
      assertTrue(latency.cost(0) <= highest);
      assertTrue(latency.cost(0) >= highest * rest * 0.999_999);
      assertTrue(latency.cost(0) >= nanos * 0.999_999 * rest);
    }
  }

  @Property
  void aSlowerAnswerIsTheAverageAtOnce(
      @ForAll @LongRange(min = 0, max = 10_000_000_000L) long first,
      @ForAll @LongRange(min = 0, max = 10_000_000_000L) long more,
      @ForAll long start) {
    PeakEwmaLatency latency = new PeakEwmaLatency(new FakeTicker(start), SETTINGS);
    latency.complete(new Completed(200, first));
    latency.complete(new Completed(200, first + more));
    assertEquals((double) (first + more), latency.cost(0));
  }

  @Property
  void costGrowsWithRequestsAndFadesWithTime(
      @ForAll @LongRange(min = 1, max = 10_000_000_000L) long nanos,
      @ForAll @IntRange(min = 0, max = 100_000) int inFlight,
      @ForAll @LongRange(min = 1, max = 60_000_000_000L) long pause) {
    FakeTicker ticker = new FakeTicker();
    PeakEwmaLatency latency = new PeakEwmaLatency(ticker, SETTINGS);
    latency.complete(new Completed(200, nanos));
    double before = latency.cost(inFlight);
    assertTrue(latency.cost(inFlight + 1) > before);
    ticker.advance(Duration.ofNanos(pause));
    assertTrue(latency.cost(inFlight) < before);
  }

  @Property(tries = 200)
  void theWorstOfAllIsNeverTaken(
      @ForAll @Size(min = 2, max = 12) List<@IntRange(min = 1, max = 1000) Integer> weights,
      @ForAll long seed) {
    List<FakeCandidate> fleet =
        FakeCandidate.ofWeights(weights.stream().mapToInt(Integer::intValue).toArray());
    Picker picker = picker(fleet, TestContext.seeded(seed));
    fleet.getLast().setInFlight(1_000_000);
    for (int i = 0; i < 200; i++) {
      Picked picked = assertInstanceOf(Picked.class, picker.pick(Requests.pick()));
      assertNotEquals(fleet.getLast(), picked.candidate());
    }
  }

  @Property(tries = 50)
  void allAreDrawnByWeight(
      @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 10) Integer> weights,
      @ForAll long seed) {
    List<FakeCandidate> fleet =
        FakeCandidate.ofWeights(weights.stream().mapToInt(Integer::intValue).toArray());
    Picker picker = picker(fleet, TestContext.seeded(seed));
    for (int i = 0; i < 2000; i++) {
      Picked picked = assertInstanceOf(Picked.class, picker.pick(Requests.pick()));
      picked.completion().complete(new Completed(200, MILLISECOND));
      assertInstanceOf(FakeCandidate.class, picked.candidate()).addInFlight(1);
    }
    double perWeight = 2000.0 / weights.stream().mapToInt(Integer::intValue).sum();
    for (FakeCandidate one : fleet) {
      assertEquals(one.weight() * perWeight, one.inFlight(), 20 + 0.1 * one.weight() * perWeight);
    }
  }

  /** Eleven endpoints, one of which takes two seconds in the middle third of the time. */
  @Property(tries = 5)
  void aFleetWithOneSlowEndpointAnswersWithinASecond(@ForAll long seed) {
    TestContext context = TestContext.seeded(seed);
    Random random = new Random(seed);
    List<FakeCandidate> fleet = FakeCandidate.ofWeights(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    Picker picker = picker(fleet, context);
    Queue<Running> running = new PriorityQueue<>(Comparator.comparingLong(Running::end));
    int late = 0;
    int requests = 60_000;
    for (int i = 0; i < requests; i++) {
      context.ticker().advance(Duration.ofMillis(1));
      while (!running.isEmpty() && running.element().end() <= context.ticker().nanos()) {
        running.remove().finish();
      }
      Picked picked = assertInstanceOf(Picked.class, picker.pick(Requests.pick()));
      FakeCandidate taken = assertInstanceOf(FakeCandidate.class, picked.candidate());
      boolean slow = taken.equals(fleet.getFirst()) && i > requests / 3 && i < 2 * requests / 3;
      late += slow ? 1 : 0;
      taken.addInFlight(1);
      long nanos = slow ? 1000 * MILLISECOND : (5 + random.nextInt(60)) * MILLISECOND;
      running.add(new Running(context.ticker().nanos() + nanos, nanos, slow, picked, taken));
    }
    assertTrue(late < requests / 1000, "late: " + late);
  }

  /** A request under way; a slow one fails at its deadline. */
  record Running(long end, long nanos, boolean slow, Picked picked, FakeCandidate taken) {

    void finish() {
      taken.addInFlight(-1);
      Outcome outcome = slow ? new Failed(FailureKind.DEADLINE, nanos) : new Completed(200, nanos);
      picked.completion().complete(outcome);
    }
  }

  private static Picker picker(List<FakeCandidate> fleet, TestContext context) {
    return new PeakEwmaBalancerProvider()
        .create(Settings.none(), context)
        .newPicker(List.copyOf(fleet));
  }
}
