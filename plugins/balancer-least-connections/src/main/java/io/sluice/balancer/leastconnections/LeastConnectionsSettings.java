package io.sluice.balancer.leastconnections;

import io.sluice.api.plugin.Setting;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsSchema;
import java.time.Duration;

/**
 * Which latencies count as equal: those that exceed the lowest by at most the larger of the two.
 *
 * @param latencyTolerance a share of the lowest latency, 0 to 10
 * @param latencyFloor a fixed time, 0 to 1 h
 */
record LeastConnectionsSettings(double latencyTolerance, Duration latencyFloor) {

  private static final Setting<Double> TOLERANCE =
      Setting.decimal("latencyTolerance", 0.2, 0, 10)
          .doc(
              "How far above the lowest probe latency still counts as equal to it, as a share of"
                  + " it.");

  private static final Setting<Duration> FLOOR =
      Setting.duration("latencyFloor", Duration.ofMillis(1), Duration.ZERO, Duration.ofHours(1))
          .doc("The same as a fixed time; the larger of the two holds.");

  static final SettingsSchema SCHEMA = SettingsSchema.of(TOLERANCE, FLOOR);

  static LeastConnectionsSettings from(Settings settings) {
    return new LeastConnectionsSettings(settings.get(TOLERANCE), settings.get(FLOOR));
  }

  /** The highest latency that counts as equal to the lowest, in nanoseconds. */
  long highestNanos(long lowestNanos) {
    long excess = Math.max(latencyFloor.toNanos(), (long) (lowestNanos * latencyTolerance));
    return lowestNanos + Math.min(excess, Long.MAX_VALUE - lowestNanos);
  }
}
