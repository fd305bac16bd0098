package io.sluice.testkit;

import io.sluice.api.Endpoint;
import io.sluice.api.Outcome;
import io.sluice.api.balancer.Balancer;
import io.sluice.api.balancer.Candidate;
import io.sluice.api.balancer.Pick;
import io.sluice.api.balancer.Pick.Picked;
import io.sluice.api.balancer.Picker;
import io.sluice.testkit.fake.FakeCandidate;
import io.sluice.testkit.fake.Requests;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A life that a balancer might have, drawn from a seed: endpoints come and go, load and latencies
 * change, requests are picked for, retried and ended. Confined to one thread.
 */
final class BalancerHistory {

  private final Balancer balancer;
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

  private BalancerHistory(Balancer balancer, long seed) {
    this.balancer = balancer;
    this.random = new Random(seed);
    this.fleet = fleet(random, 1 + random.nextInt(8));
  }

  /** Some candidates with figures of all sorts. */
  static List<FakeCandidate> fleet(RandomGenerator random, int size) {
    int[] weights = random.ints(size, 1, random.nextBoolean() ? 2 : 1001).toArray();
    List<FakeCandidate> fleet = FakeCandidate.ofWeights(weights);
    fleet.forEach(one -> disturb(random, one));
    return fleet;
  }

  /** Lives through one history and tells its picks. */
  static List<Step> of(Balancer balancer, long seed) {
    BalancerHistory history = new BalancerHistory(balancer, seed);
    for (int era = 0; era < 4; era++) {
      history.live();
    }
    return history.steps;
  }

  private void live() {
    List<Candidate> ready = new ArrayList<>(fleet.subList(0, 1 + random.nextInt(fleet.size())));
    Picker picker = balancer.newPicker(List.copyOf(ready));
    for (int i = 0; i < 10; i++) {
      step(picker, List.copyOf(ready));
      disturb(random, fleet.get(random.nextInt(fleet.size())));
      if (!open.isEmpty() && random.nextBoolean()) {
        List<Outcome> outcomes = Laws.outcomes();
        open.removeLast().completion().complete(outcomes.get(random.nextInt(outcomes.size())));
      }
    }
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
