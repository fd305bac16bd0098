package io.sluice.balancer.roundrobin;

import io.sluice.api.balancer.Candidate;
import io.sluice.api.balancer.Pick;
import io.sluice.api.balancer.Pick.Picked;
import io.sluice.api.balancer.Pick.Unavailable;
import io.sluice.api.balancer.PickRequest;
import io.sluice.api.balancer.Picker;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Picks the candidates in turn, each as often as its weight says, its turns spread evenly.
 *
 * <p>A turn is a number; it stands for a candidate and a round. With m the greatest weight, a
 * candidate of weight w takes its turn in exactly w of any m rounds in a row, namely where the
 * multiples of w pass a multiple of m, and lets the others go by. So a pick needs nothing but the
 * next number, and all threads may draw numbers at once, without locks. The idea is that of stride
 * scheduling (Waldspurger and Weihl, 1995), worked out beforehand.
 *
 * <p>The heaviest takes every turn of its own, so a pick draws as many numbers as there are
 * candidates at most (not counting those that other threads draw meanwhile), and one if the weights
 * are equal.
 */
final class RoundRobinPicker implements Picker {

  private static final Unavailable NONE_LEFT =
      new Unavailable("every ready endpoint was tried already");

  private final Candidate[] candidates;
  private final int[] weights;
  private final int greatestWeight;
  private final AtomicLong turns;
  private final RandomGenerator random;

  RoundRobinPicker(List<Candidate> ready, AtomicLong turns, RandomGenerator random) {
    this.candidates = ready.toArray(Candidate[]::new);
    int divisor =
        ready.stream().mapToInt(Candidate::weight).reduce(0, RoundRobinPicker::commonDivisor);
    this.weights = ready.stream().mapToInt(one -> one.weight() / divisor).toArray();
    this.greatestWeight = ready.stream().mapToInt(Candidate::weight).max().orElseThrow() / divisor;
    this.turns = turns;
    this.random = random;
  }

  @Override
  public Pick pick(PickRequest request) {
    if (!request.excluded().isEmpty()) {
      return retry(request);
    }
    while (true) {
      long turn = turns.getAndIncrement();
      int candidate = (int) Math.floorMod(turn, (long) candidates.length);
      long round = Math.floorDiv(turn, (long) candidates.length);
      if (takesTurn(candidate, round)) {
        return new Picked(candidates[candidate]);
      }
    }
  }

  /** Whether the candidate takes its turn in the round; it starts apart from its neighbours. */
  private boolean takesTurn(int candidate, long round) {
    long start = (long) candidate * greatestWeight / candidates.length;
    long sum = Math.floorMod(round, (long) greatestWeight) * weights[candidate] + start;
    return sum % greatestWeight >= greatestWeight - weights[candidate];
  }

  /** One of those not tried yet, by chance in proportion to weight. */
  private Pick retry(PickRequest request) {
    int[] shares = weights.clone();
    long total = 0;
    for (int i = 0; i < shares.length; i++) {
      if (request.excluded().contains(candidates[i].endpoint())) {
        shares[i] = 0;
      }
      total += shares[i];
    }
    if (total == 0) {
      return NONE_LEFT;
    }
    int taken = 0;
    for (long rest = random.nextLong(total) - shares[0]; rest >= 0; rest -= shares[taken]) {
      taken++;
    }
    return new Picked(candidates[taken]);
  }

  private static int commonDivisor(int a, int b) {
    return b == 0 ? a : commonDivisor(b, a % b);
  }
}
