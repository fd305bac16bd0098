package io.sluice.balancer.twochoice;

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
 * Draws two different candidates by chance and picks the one of the lower load; load is the number
 * of its requests, with the one to come, divided by its weight.
 *
 * <p>The first is drawn in proportion to weight, the second is any of the others; of equals the
 * first is taken. The greatest load is then hardly above that of a choice among all (Mitzenmacher,
 * "The power of two choices in randomized load balancing", 2001), for a cost that does not grow
 * with the number of candidates. A retry takes the least loaded of those that are left. Immutable;
 * any number of threads pick at once, without locks.
 */
final class TwoChoicePicker implements Picker {

  private static final Unavailable NONE_LEFT =
      new Unavailable("every ready endpoint was tried already");

  private static final int NONE = -1;

  private final Candidate[] candidates;
  private final TwoChoiceUrn urn;
  private final RandomGenerator random;

  TwoChoicePicker(List<Candidate> ready, RandomGenerator random) {
    this.candidates = ready.toArray(Candidate[]::new);
    this.urn = new TwoChoiceUrn(ready.stream().mapToInt(Candidate::weight).toArray());
    this.random = random;
  }

  @Override
  public Pick pick(PickRequest request) {
    int taken = request.excluded().isEmpty() ? ofTwo() : ofAllBut(request.excluded());
    return taken == NONE ? NONE_LEFT : new Picked(candidates[taken]);
  }

  private int ofTwo() {
    int first = urn.draw(random);
    if (candidates.length == 1) {
      return first;
    }
    int second = random.nextInt(candidates.length - 1);
    if (second >= first) {
      second++;
    }
    return isLess(candidates[second], candidates[first]) ? second : first;
  }

  private int ofAllBut(Set<Endpoint> excluded) {
    int least = NONE;
    for (int i = 0; i < candidates.length; i++) {
      if (!excluded.contains(candidates[i].endpoint())
          && (least == NONE || isLess(candidates[i], candidates[least]))) {
        least = i;
      }
    }
    return least;
  }

  /** Compares loads exactly, as products of whole numbers. */
  private static boolean isLess(Candidate one, Candidate other) {
    return (one.inFlight() + 1L) * other.weight() < (other.inFlight() + 1L) * one.weight();
  }
}
