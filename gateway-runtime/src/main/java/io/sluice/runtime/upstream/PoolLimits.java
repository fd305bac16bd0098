package io.sluice.runtime.upstream;

import java.time.Duration;

/**
 * How many connections there are to one endpoint, and to all.
 *
 * @param idle how long one may wait for its next request
 * @param mostIdle how many may wait for one
 * @param mostOpen how many there may be
 * @param mostWaiting how many requests may wait for one of them when there are so many
 * @param mostTotal how many there may be to all endpoints together
 */
public record PoolLimits(
    Duration idle, int mostIdle, int mostOpen, int mostWaiting, int mostTotal) {

  /** What holds unless configured, with that time. */
  public static PoolLimits idleFor(Duration idle) {
    return new PoolLimits(idle, 512, 10_000, 1_000, 20_000);
  }
}
