package io.sluice.testkit;

import io.sluice.api.Endpoint;
import io.sluice.api.balancer.Balancer;
import io.sluice.api.balancer.Candidate;
import io.sluice.api.balancer.Pick;
import io.sluice.api.balancer.Pick.Picked;
import io.sluice.api.balancer.Picker;
import io.sluice.testkit.fake.FakeCandidate;
import io.sluice.testkit.fake.FakeTicker;
import io.sluice.testkit.fake.Requests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A life that a balancer might have, drawn from a seed: endpoints come and go, load and latencies
 * change, time passes, requests are picked for, retried and ended. Confined to one thread.
 */
final class BalancerHistory {

  private static final int ERAS = 4;

  private final Balancer balancer;
  private final FakeTicker ticker;
  private final RandomGenerator random;
  private final List<FakeCandidate> fleet;
  private final List<Step> steps = new ArrayList<>();
  private final List<Picked> open = new ArrayList<>();

  /** One pick, and what it was made from. */
  record Step(List<Candidate> ready, Set<Endpoint> excluded, Pick pick) {

    /** What could be taken. */
    List<Candidate> eligible() {
      return ready.stream().filter(one -> !excluded.contains(one.endpoint())).toList();
    }

    /** What was taken. */
    Optional<Candidate> taken() {
      return pick instanceof Picked picked ? Optional.of(picked.candidate()) : Optional.empty();
    }
  }

  /** A history that is still to be lived, with {@code most} endpoints or fewer. */
  BalancerHistory(Balancer balancer, FakeTicker ticker, long seed, int most) {
    this.balancer = balancer;
    this.ticker = ticker;
    this.random = new Random(seed);
    this.fleet = fleet(random, 1 + random.nextInt(most));
  }

  /** Some candidates with figures of all sorts. */
  static List<FakeCandidate> fleet(RandomGenerator random, int size) {
    List<FakeCandidate> fleet = FakeCandidate.ofWeights(weights(random, size));
    fleet.forEach(one -> disturb(random, one));
    return fleet;
  }

  /** Weights for so many: all the same, or anything. */
  static int[] weights(RandomGenerator random, int size) {
    return random.ints(size, 1, random.nextBoolean() ? 2 : 1001).toArray();
  }

  /** Lives through one history of up to eight endpoints and tells its picks. */
  static List<Step> of(Balancer balancer, FakeTicker ticker, long seed) {
    return new BalancerHistory(balancer, ticker, seed, 8).lived();
  }

  /** Lives through all that is to come and tells its picks. */
  List<Step> lived() {
    for (int era = 0; era < ERAS; era++) {
      live();
    }
    return steps();
  }

  /** Lives from one change of the endpoints to the next. */
  void live() {
    List<Candidate> ready = new ArrayList<>(fleet.subList(0, 1 + random.nextInt(fleet.size())));
    Picker picker = balancer.newPicker(List.copyOf(ready));
    for (int i = 0; i < 10; i++) {
      step(picker, List.copyOf(ready));
      disturb(random, fleet.get(random.nextInt(fleet.size())));
      ticker.advance(Duration.ofNanos(random.nextLong(500_000_000)));
      if (!open.isEmpty() && random.nextBoolean()) {
        open.removeLast().completion().complete(Laws.anOutcome(random));
      }
    }
  }

  /** Ends the requests that have not ended yet. */
  void end() {
    open.forEach(picked -> picked.completion().complete(Laws.anOutcome(random)));
    open.clear();
  }

  /** The picks until now. */
  List<Step> steps() {
    return List.copyOf(steps);
  }

  private void step(Picker picker, List<Candidate> ready) {
    Set<Endpoint> excluded = new LinkedHashSet<>();
    for (FakeCandidate one : fleet) {
      if (random.nextInt(3) == 0) {
        excluded.add(one.endpoint());
      }
    }
    Pick pick = picker.pick(Requests.pick(excluded));
    steps.add(new Step(ready, excluded, pick));
    if (pick instanceof Picked picked) {
      open.add(picked);
    }
  }

  private static void disturb(RandomGenerator random, FakeCandidate candidate) {
    candidate.setInFlight(random.nextInt(random.nextBoolean() ? 3 : 1000));
    long latencyNanos = random.nextLong(50_000_000);
    candidate.setProbeLatencyNanos(
        random.nextInt(4) == 0 ? Candidate.UNKNOWN_LATENCY : latencyNanos);
  }
}
