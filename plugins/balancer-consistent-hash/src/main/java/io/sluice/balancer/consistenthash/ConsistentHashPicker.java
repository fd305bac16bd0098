package io.sluice.balancer.consistenthash;

import io.sluice.api.Endpoint;
import io.sluice.api.balancer.Pick;
import io.sluice.api.balancer.Pick.Picked;
import io.sluice.api.balancer.Pick.Unavailable;
import io.sluice.api.balancer.PickRequest;
import io.sluice.api.balancer.Picker;
import java.util.Set;

/**
 * Picks the candidate that a request's key belongs to, unless that one is full; then the one that
 * it would belong to among those that are not.
 *
 * <p>A candidate is full when one more request would give it more than the load factor times its
 * share, by weight, of all requests in flight, rounded up (Mirrokni, Thorup and Zadimoghaddam,
 * "Consistent hashing with bounded loads", 2018). There is always one that is not. Requests that
 * pick at the same moment don't see each other and may exceed the bound by their number at most.
 * Immutable; any number of threads pick at once, without locks.
 */
final class ConsistentHashPicker implements Picker {

  private static final Unavailable NONE_LEFT =
      new Unavailable("every ready endpoint was tried already");

  private final ConsistentHashSettings settings;
  private final ConsistentHashTable table;

  ConsistentHashPicker(ConsistentHashSettings settings, ConsistentHashTable table) {
    this.settings = settings;
    this.table = table;
  }

  @Override
  public Pick pick(PickRequest request) {
    int slot = ConsistentHashTable.slot(ConsistentHashMix.of(settings.key().of(request)));
    boolean[] left = left(request.excluded());
    int[] inFlight = new int[left.length];
    double perWeight = allowedPerWeight(left, inFlight);
    if (perWeight == 0) {
      return NONE_LEFT;
    }
    int owner = table.owner(slot);
    if (!left[owner] || isFull(owner, inFlight[owner], perWeight)) {
      owner = table.highest(slot, i -> left[i] && !isFull(i, inFlight[i], perWeight));
    }
    return new Picked(table.candidate(owner));
  }

  private boolean[] left(Set<Endpoint> excluded) {
    boolean[] left = new boolean[table.size()];
    for (int i = 0; i < left.length; i++) {
      left[i] = excluded.isEmpty() || !excluded.contains(table.candidate(i).endpoint());
    }
    return left;
  }

  /**
   * How many requests a candidate may have for each unit of its weight, not rounded; 0 if there is
   * no candidate. Reads the requests in flight, so that one pick decides by one reading.
   */
  private double allowedPerWeight(boolean[] left, int[] inFlight) {
    long requests = 1;
    long weight = 0;
    for (int i = 0; i < left.length; i++) {
      if (left[i]) {
        inFlight[i] = table.candidate(i).inFlight();
        requests += inFlight[i];
        weight += table.weight(i);
      }
    }
    return weight == 0 ? 0 : settings.loadFactor() * requests / weight;
  }

  private boolean isFull(int index, int inFlight, double perWeight) {
    return inFlight + 1L > Math.ceil(perWeight * table.weight(index));
  }
}
