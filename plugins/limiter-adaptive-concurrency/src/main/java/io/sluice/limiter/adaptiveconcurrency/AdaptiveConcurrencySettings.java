package io.sluice.limiter.adaptiveconcurrency;

import io.sluice.api.plugin.Setting;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsSchema;
import java.time.Duration;

/**
 * Between which bounds the limit is sought, and how.
 *
 * @param initialLimit where it starts
 * @param minLimit the lowest it gets
 * @param maxLimit the highest it gets
 * @param tolerance how many times the latency without a queue is still taken for none
 * @param window how long latencies are gathered at least before the limit is set anew
 * @param retryAfter what a rejected client is told to wait
 */
record AdaptiveConcurrencySettings(
    int initialLimit,
    int minLimit,
    int maxLimit,
    double tolerance,
    Duration window,
    Duration retryAfter) {

  private static final int MOST = 1_000_000;

  private static final Setting<Integer> INITIAL =
      Setting.integer("initialLimit", 50, 1, MOST)
          .doc("Where the limit starts, within minLimit and maxLimit.");

  private static final Setting<Integer> MIN =
      Setting.integer("minLimit", 5, 1, MOST).doc("The lowest it gets.");

  private static final Setting<Integer> MAX =
      Setting.integer("maxLimit", 1000, 1, MOST)
          .doc("The highest it gets; minLimit if that is more than the default.");

  private static final Setting<Double> TOLERANCE =
      Setting.decimal("tolerance", 1.5, 1, 10)
          .doc(
              "How many times the latency without a queue still counts as none; higher where"
                  + " requests differ much in duration.");

  private static final Setting<Duration> WINDOW =
      Setting.duration(
              "window", Duration.ofMillis(500), Duration.ofMillis(10), Duration.ofMinutes(1))
          .doc(
              "How long latencies are gathered before the limit is set anew, and then for ten"
                  + " requests at least.");

  private static final Setting<Duration> RETRY_AFTER =
      Setting.duration(
              "retryAfter", Duration.ofSeconds(1), Duration.ofMillis(1), Duration.ofHours(1))
          .doc("What a rejected client is told to wait.");

  static final SettingsSchema SCHEMA =
      SettingsSchema.of(INITIAL, MIN, MAX, TOLERANCE, WINDOW, RETRY_AFTER);

  static AdaptiveConcurrencySettings from(Settings settings) {
    int minLimit = settings.get(MIN);
    int maxLimit = settings.get(MAX);
    if (maxLimit < minLimit) {
      if (settings.has(MAX.key())) {
        throw settings.fault(MAX.key(), "must not be less than minLimit, which is " + minLimit);
      }
      maxLimit = minLimit;
    }
    int initialLimit = settings.get(INITIAL);
    int within = Math.clamp(initialLimit, minLimit, maxLimit);
    if (within != initialLimit && settings.has(INITIAL.key())) {
      throw settings.fault(
          INITIAL.key(), "must be " + minLimit + " to " + maxLimit + ", not " + initialLimit);
    }
    return new AdaptiveConcurrencySettings(
        within,
        minLimit,
        maxLimit,
        settings.get(TOLERANCE),
        settings.get(WINDOW),
        settings.get(RETRY_AFTER));
  }
}
