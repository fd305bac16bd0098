package io.sluice.balancer.leastconnections;

import static io.sluice.api.balancer.Candidate.UNKNOWN_LATENCY;

import io.sluice.api.Endpoint;
import io.sluice.api.balancer.Candidate;
import io.sluice.api.balancer.Pick;
import io.sluice.api.balancer.Pick.Picked;
import io.sluice.api.balancer.Pick.Unavailable;
import io.sluice.api.balancer.PickRequest;
import io.sluice.api.balancer.Picker;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Picks the candidate of the least load; load is the number of its requests, with the one to come,
 * divided by its weight.
 *
 * <p>Among candidates of equal load it takes those of the lowest probe latency, and among these one
 * by chance, in proportion to weight. An unknown latency counts as equal to the lowest: a new
 * endpoint gets its share, neither more nor less.
 *
 * <p>Each candidate's figures are read once per pick, so that one pick decides by one reading.
 * Loads are compared exactly, as products of whole numbers. Requests that pick at the same moment
 * don't see each other and may take the same candidate; its load is then too high by their number
 * at most. Immutable; any number of threads pick at once, without locks.
 */
final class LeastConnectionsPicker implements Picker {

  private static final Unavailable NONE_LEFT =
      new Unavailable("every ready endpoint was tried already");

  private final Candidate[] candidates;
  private final int[] weights;
  private final LeastConnectionsSettings settings;
  private final RandomGenerator random;

  LeastConnectionsPicker(
      List<Candidate> ready, LeastConnectionsSettings settings, RandomGenerator random) {
    this.candidates = ready.toArray(Candidate[]::new);
    this.weights = ready.stream().mapToInt(Candidate::weight).toArray();
    this.settings = settings;
    this.random = random;
  }

  @Override
  public Pick pick(PickRequest request) {
    int[] group = new int[candidates.length];
    int size = leastLoaded(request.excluded(), group);
    if (size == 0) {
      return NONE_LEFT;
    }
    return new Picked(candidates[size == 1 ? group[0] : nearest(group, size)]);
  }

  /** Collects the indices of all candidates of the least load, and returns how many they are. */
  private int leastLoaded(Set<Endpoint> excluded, int[] group) {
    Candidate[] candidates = this.candidates; // fields are read anew after every live figure
    int[] weights = this.weights;
    boolean all = excluded.isEmpty();
    int size = 0;
    long leastRequests = 1;
    long leastWeight = 0;
    for (int i = 0; i < group.length; i++) {
      Candidate candidate = candidates[i];
      if (!all && excluded.contains(candidate.endpoint())) {
        continue;
      }
      long requests = candidate.inFlight() + 1L;
      long difference = requests * leastWeight - leastRequests * weights[i];
      if (difference < 0) {
        leastRequests = requests;
        leastWeight = weights[i];
        size = 0;
      }
      if (difference <= 0) {
        group[size++] = i;
      }
    }
    return size;
  }

  /** One of a group, by latency, then by chance. */
  private int nearest(int[] group, int size) {
    Candidate[] candidates = this.candidates;
    long[] latencies = new long[size];
    long lowest = Long.MAX_VALUE;
    for (int i = 0; i < size; i++) {
      long latency = candidates[group[i]].probeLatencyNanos();
      latencies[i] = latency;
      lowest = Math.min(lowest, latency == UNKNOWN_LATENCY ? lowest : latency);
    }
    long highest = lowest + Math.min(settings.toleranceNanos(lowest), Long.MAX_VALUE - lowest);
    int near = 0;
    long totalWeight = 0;
    for (int i = 0; i < size; i++) {
      int one = group[i];
      boolean isNear = latencies[i] <= highest; // as the unknown one always is
      group[near] = one;
      near += isNear ? 1 : 0;
      totalWeight += isNear ? weights[one] : 0;
    }
    return near == 1 ? group[0] : byWeight(group, near, random.nextLong(totalWeight));
  }

  /** The one of a group whose part of the weights, laid end to end, holds the point. */
  private int byWeight(int[] group, int size, long point) {
    long rest = point;
    for (int i = 0; i < size - 1; i++) {
      rest -= weights[group[i]];
      if (rest < 0) {
        return group[i];
      }
    }
    return group[size - 1];
  }
}
