package io.sluice.runtime.upstream;

import java.time.Duration;

/**
 * How many connections there are to one endpoint.
 *
 * @param idle how long one may wait for its next request
 * @param mostIdle how many may wait for one
 * @param mostOpen how many there may be
 * @param mostWaiting how many requests may wait for one of them when there are so many
 */
public record PoolLimits(Duration idle, int mostIdle, int mostOpen, int mostWaiting) {

  /** What holds unless configured, with that time. */
  public static PoolLimits idleFor(Duration idle) {
    return new PoolLimits(idle, 512, 10_000, 1_000);
  }
}
