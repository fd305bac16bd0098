package io.sluice.balancer.leastconnections;

import io.sluice.api.balancer.Candidate;
import io.sluice.api.balancer.Pick;
import io.sluice.api.balancer.Pick.Picked;
import io.sluice.api.balancer.Pick.Unavailable;
import io.sluice.api.balancer.PickRequest;
import io.sluice.api.balancer.Picker;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Picks the candidate of the least load; load is the number of its requests, with the one to come,
 * divided by its weight.
 *
 * <p>Among candidates of equal load it takes those of the lowest probe latency, and among these one
 * by chance, in proportion to weight. An unknown latency counts as equal to the lowest: a new
 * endpoint gets its share, neither more nor less.
 *
 * <p>One pass over the candidates reads the load of each once, and the latency of those that no
 * other is below; it compares loads exactly, as products of whole numbers, and gathers those that
 * may be chosen. Among equals latency is not branched on in that pass, since a branch that can't be
 * foretold costs more than all the rest. Requests that pick at the same moment don't see each other
 * and may take the same candidate; its load is then too high by their number at most. Immutable;
 * any number of threads pick at once, without locks.
 */
final class LeastConnectionsPicker implements Picker {

  private static final Unavailable NONE_LEFT =
      new Unavailable("every ready endpoint was tried already");

  private static final int DRAWS = 8;

  /** More requests than there can be. */
  private static final long MOST_REQUESTS = 1L << 32;

  private final Candidate[] candidates;
  private final int[] weights;
  private final int greatestWeight;

  /** Whether all weights are the same, so that they don't count. */
  private final boolean even;

  private final LeastConnectionsSettings settings;
  private final RandomGenerator random;

  LeastConnectionsPicker(
      List<Candidate> ready, LeastConnectionsSettings settings, RandomGenerator random) {
    this.candidates = ready.toArray(Candidate[]::new);
    this.weights = ready.stream().mapToInt(Candidate::weight).toArray();
    this.greatestWeight = Arrays.stream(weights).max().orElseThrow();
    this.even = Arrays.stream(weights).allMatch(weight -> weight == greatestWeight);
    this.settings = settings;
    this.random = random;
  }

  @Override
  public Pick pick(PickRequest request) {
    if (request.excluded().isEmpty()) {
      return new Picked(candidates[best()]);
    }
    List<Candidate> left =
        Arrays.stream(candidates)
            .filter(candidate -> !request.excluded().contains(candidate.endpoint()))
            .toList();
    if (left.isEmpty()) {
      return NONE_LEFT;
    }
    return new Picked(left.get(new LeastConnectionsPicker(left, settings, random).best()));
  }

  /** The index of the candidate to take. */
  private int best() {
    Candidate[] candidates = this.candidates; // fields are read anew after every live figure
    int[] weights = this.weights;
    boolean even = this.even;
    int[] group = new int[candidates.length];
    int size = 0;
    long leastRequests = MOST_REQUESTS;
    long leastWeight = 1;
    long lowest = Long.MAX_VALUE;
    long highest = Long.MAX_VALUE;
    for (int i = 0; i < candidates.length; i++) {
      Candidate candidate = candidates[i];
      long requests = candidate.inFlight() + 1L;
      long difference =
          even ? requests - leastRequests : requests * leastWeight - leastRequests * weights[i];
      if (difference > 0) {
        continue;
      }
      long latency = candidate.probeLatencyNanos();
      // As an unsigned number an unknown latency is above all others.
      if (difference < 0 || Long.compareUnsigned(latency, lowest) < 0) {
        size = difference < 0 ? 0 : size;
        leastRequests = requests;
        leastWeight = weights[i];
        lowest = latency == Candidate.UNKNOWN_LATENCY ? Long.MAX_VALUE : latency;
        highest = settings.highestNanos(lowest);
      }
      group[size] = i; // stays only if it is counted
      size += latency <= highest ? 1 : 0;
    }
    return size == 1 ? group[0] : drawn(group, size, highest);
  }

  /**
   * One of a group by chance, in proportion to weight. The group may hold candidates of higher
   * latency, gathered before a lower one was seen; they are not taken.
   */
  private int drawn(int[] group, int size, long highest) {
    for (int draw = 0; draw < DRAWS; draw++) {
      int one = group[random.nextInt(size)];
      boolean lucky =
          weights[one] == greatestWeight || random.nextInt(greatestWeight) < weights[one];
      if (lucky && candidates[one].probeLatencyNanos() <= highest) {
        return one;
      }
    }
    return byWeight(group, near(group, size, highest));
  }

  /** Moves those whose latency is not above the highest to the front and returns their number. */
  private int near(int[] group, int size, long highest) {
    int near = 0;
    for (int i = 0; i < size; i++) {
      int one = group[i];
      group[near] = one;
      near += candidates[one].probeLatencyNanos() <= highest ? 1 : 0;
    }
    return Math.max(near, 1); // the latency of the lowest may have risen since
  }

  /** The one of a group that a point drawn on the weights, laid end to end, falls on. */
  private int byWeight(int[] group, int size) {
    long total = 0;
    for (int i = 0; i < size; i++) {
      total += weights[group[i]];
    }
    long rest = random.nextLong(total);
    int i = 0;
    while (rest >= weights[group[i]]) {
      rest -= weights[group[i]];
      i++;
    }
    return group[i];
  }
}
