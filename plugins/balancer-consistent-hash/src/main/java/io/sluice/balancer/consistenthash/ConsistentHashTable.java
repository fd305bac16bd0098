package io.sluice.balancer.consistenthash;

import io.sluice.api.balancer.Candidate;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Which candidate each slot belongs to; a key belongs into one slot by its hash.
 *
 * <p>A slot belongs to the candidate of the highest score, which depends on nothing but the slot,
 * the endpoint's address and its weight: weighted rendezvous hashing (Thaler and Ravishankar, 1998;
 * the weights after Schindelhauer and Schomaker, 2005). So when an endpoint goes, its slots and no
 * others move, each to another place of its own; and when one comes, or gains weight, the slots
 * that move all move to it. Of as many slots each gets about its weight's share.
 *
 * <p>Made once for a set of candidates, then immutable.
 */
final class ConsistentHashTable {

  static final int SLOTS = 1 << 14;

  private static final int SHIFT = Long.SIZE - 14;

  private final Candidate[] candidates;
  private final int[] weights;
  private final long[] addresses;
  private final int[] owners;

  private ConsistentHashTable(List<Candidate> ready) {
    candidates = ready.toArray(Candidate[]::new);
    weights = ready.stream().mapToInt(Candidate::weight).toArray();
    addresses =
        ready.stream().mapToLong(one -> ConsistentHashMix.of(one.endpoint().toString())).toArray();
    owners = new int[SLOTS];
  }

  static ConsistentHashTable of(List<Candidate> ready) {
    ConsistentHashTable table = new ConsistentHashTable(ready);
    boolean equal = ready.stream().mapToInt(Candidate::weight).distinct().count() == 1;
    for (int slot = 0; slot < SLOTS; slot++) {
      table.owners[slot] = equal ? table.highestDraw(slot) : table.highest(slot, _ -> true);
    }
    return table;
  }

  /** Where a key of that hash belongs. */
  static int slot(long hash) {
    return (int) (hash >>> SHIFT);
  }

  /** How many candidates there are. */
  int size() {
    return candidates.length;
  }

  /** One of the candidates. */
  Candidate candidate(int index) {
    return candidates[index];
  }

  /** The weight of one of them. */
  int weight(int index) {
    return weights[index];
  }

  /** Whose slot it is. */
  int owner(int slot) {
    return owners[slot];
  }

  /** Whose the slot would be if there were none but the eligible, or -1 if there are none. */
  int highest(int slot, IntPredicate eligible) {
    int best = -1;
    double highest = 0;
    for (int i = 0; i < candidates.length; i++) {
      double score = eligible.test(i) ? score(slot, i) : -1;
      if (score > highest) {
        best = i;
        highest = score;
      }
    }
    return best;
  }

  /** The same among all, if all weights are equal: then scores are in the order of draws. */
  private int highestDraw(int slot) {
    int best = 0;
    long highest = -1;
    for (int i = 0; i < addresses.length; i++) {
      long draw = draw(slot, addresses[i]);
      if (draw > highest) {
        best = i;
        highest = draw;
      }
    }
    return best;
  }

  /** The weight over an exponentially distributed number: the highest of all by weight's share. */
  private double score(int slot, int index) {
    double share = (draw(slot, addresses[index]) + 0.5) * 0x1p-52;
    return weights[index] / -Math.log(share);
  }

  /** 52 bits that belong to slot and address. */
  private static long draw(int slot, long address) {
    return ConsistentHashMix.mixed(address ^ ((long) slot << SHIFT) ^ slot) >>> 12;
  }
}
