package io.sluice.balancer.peakewma;

import io.sluice.api.Endpoint;
import io.sluice.api.balancer.Candidate;
import io.sluice.api.balancer.Pick;
import io.sluice.api.balancer.Pick.Picked;
import io.sluice.api.balancer.Pick.Unavailable;
import io.sluice.api.balancer.PickRequest;
import io.sluice.api.balancer.Picker;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Draws two different candidates, each with a chance in proportion to its weight, and picks the one
 * of the lower cost.
 *
 * <p>The choice between two by chance (Mitzenmacher, "The power of two choices in randomized load
 * balancing", 2001) is nearly as good as the choice among all, and does not send every request of
 * one moment to the same endpoint, as the choice of the best would. A retry takes the best of those
 * that are left. Immutable but for the latencies; any number of threads pick at once, without
 * locks.
 */
final class PeakEwmaPicker implements Picker {

  private static final Unavailable NONE_LEFT =
      new Unavailable("every ready endpoint was tried already");

  private final Candidate[] candidates;
  private final PeakEwmaLatency[] latencies;

  /** Weights laid end to end: where each one's part ends. */
  private final long[] ends;

  private final RandomGenerator random;

  PeakEwmaPicker(
      List<Candidate> ready, Function<Endpoint, PeakEwmaLatency> latency, RandomGenerator random) {
    this.candidates = ready.toArray(Candidate[]::new);
    this.latencies =
        ready.stream().map(Candidate::endpoint).map(latency).toArray(PeakEwmaLatency[]::new);
    this.ends = ready.stream().mapToLong(Candidate::weight).toArray();
    for (int i = 1; i < ends.length; i++) {
      ends[i] += ends[i - 1];
    }
    this.random = random;
  }

  @Override
  public Pick pick(PickRequest request) {
    if (!request.excluded().isEmpty()) {
      return cheapest(request.excluded());
    }
    int last = candidates.length - 1;
    int one = owner(random.nextLong(ends[last]));
    if (last == 0) {
      return picked(one);
    }
    int other = owner(beside(one, random.nextLong(ends[last] - candidates[one].weight())));
    return picked(cost(other) < cost(one) ? other : one);
  }

  /** A point of the weights without those of the one, as a point of all weights. */
  private long beside(int one, long point) {
    int weight = candidates[one].weight();
    return point < ends[one] - weight ? point : point + weight;
  }

  /** Whose part of the weights holds the point. */
  private int owner(long point) {
    int found = Arrays.binarySearch(ends, point + 1);
    return found < 0 ? -found - 1 : found;
  }

  private Pick cheapest(Set<Endpoint> excluded) {
    int best = -1;
    double lowest = 0;
    for (int i = 0; i < candidates.length; i++) {
      if (excluded.contains(candidates[i].endpoint())) {
        continue;
      }
      double cost = cost(i);
      if (best < 0 || cost < lowest) {
        best = i;
        lowest = cost;
      }
    }
    return best < 0 ? NONE_LEFT : picked(best);
  }

  private double cost(int index) {
    Candidate candidate = candidates[index];
    return latencies[index].cost(candidate.inFlight()) / candidate.weight();
  }

  private Picked picked(int index) {
    return new Picked(candidates[index], latencies[index]);
  }
}
