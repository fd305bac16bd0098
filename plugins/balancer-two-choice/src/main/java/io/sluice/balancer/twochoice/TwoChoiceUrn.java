package io.sluice.balancer.twochoice;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Draws a number by chance, in proportion to its weight, in a time that does not depend on how many
 * there are.
 *
 * <p>An alias table (Walker, 1977; filled as by Vose, 1991), in whole numbers, so that chance is
 * exact: there are as many slots as numbers, each of the same size, and each is shared by its own
 * number and at most one other. Immutable.
 */
final class TwoChoiceUrn {

  /** The size of each slot: the sum of the weights. */
  private final long slotSize;

  /** How much of each slot is its own number's. */
  private final long[] own;

  /** Whose the rest of each slot is. */
  private final int[] other;

  TwoChoiceUrn(int... weights) {
    int count = weights.length;
    slotSize = Arrays.stream(weights).asLongStream().sum();
    own = Arrays.stream(weights).mapToLong(weight -> (long) weight * count).toArray();
    other = new int[count];
    int[] open = new int[count]; // the too small from the front, the too large from the back
    int small = 0;
    int large = count;
    for (int i = 0; i < count; i++) {
      if (own[i] < slotSize) {
        open[small++] = i;
      } else {
        open[--large] = i;
      }
    }
    while (small > 0) {
      int giver = open[large];
      int taker = open[--small];
      other[taker] = giver;
      own[giver] -= slotSize - own[taker];
      if (own[giver] < slotSize) {
        large++;
        open[small++] = giver;
      }
    }
  }

  /** One of the numbers from zero on. */
  int draw(RandomGenerator random) {
    int slot = random.nextInt(own.length);
    return own[slot] == slotSize || random.nextLong(slotSize) < own[slot] ? slot : other[slot];
  }
}
