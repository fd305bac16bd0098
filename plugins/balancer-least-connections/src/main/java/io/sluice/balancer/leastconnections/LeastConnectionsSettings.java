package io.sluice.balancer.leastconnections;

import io.sluice.api.plugin.Settings;
import java.time.Duration;

/**
 * Which latencies count as equal: those that exceed the lowest by at most the larger of the two.
 *
 * @param latencyTolerance a share of the lowest latency, 0 to 10
 * @param latencyFloor a fixed time, 0 to 1 h
 */
record LeastConnectionsSettings(double latencyTolerance, Duration latencyFloor) {

  static LeastConnectionsSettings from(Settings settings) {
    return new LeastConnectionsSettings(
        settings.decimal("latencyTolerance", 0.2, 0, 10),
        settings.duration(
            "latencyFloor", Duration.ofMillis(1), Duration.ZERO, Duration.ofHours(1)));
  }

  /** The highest latency that counts as equal to the lowest, in nanoseconds. */
  long highestNanos(long lowestNanos) {
    long excess = Math.max(latencyFloor.toNanos(), (long) (lowestNanos * latencyTolerance));
    return lowestNanos + Math.min(excess, Long.MAX_VALUE - lowestNanos);
  }
}
