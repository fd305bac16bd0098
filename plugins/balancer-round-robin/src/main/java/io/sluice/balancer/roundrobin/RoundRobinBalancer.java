package io.sluice.balancer.roundrobin;

import io.sluice.api.balancer.Balancer;
import io.sluice.api.balancer.Candidate;
import io.sluice.api.balancer.Picker;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Owns the count of turns, which goes on from picker to picker and starts anywhere. Counted up by
 * all request threads.
 */
final class RoundRobinBalancer implements Balancer {

  private final AtomicLong turns;
  private final RandomGenerator random;

  RoundRobinBalancer(RandomGenerator random) {
    this.random = random;
    this.turns = new AtomicLong(random.nextLong(1L << 40));
  }

  @Override
  public Picker newPicker(List<Candidate> ready) {
    return new RoundRobinPicker(ready, turns, random);
  }
}
