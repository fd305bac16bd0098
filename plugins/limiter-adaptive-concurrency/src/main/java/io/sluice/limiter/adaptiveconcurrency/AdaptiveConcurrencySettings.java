package io.sluice.limiter.adaptiveconcurrency;

import io.sluice.api.plugin.Settings;
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

  static AdaptiveConcurrencySettings from(Settings settings) {
    int minLimit = (int) settings.integer("minLimit", 5, 1, MOST);
    int maxLimit = (int) settings.integer("maxLimit", Math.max(1000, minLimit), 1, MOST);
    if (maxLimit < minLimit) {
      throw settings.fault("maxLimit", "must not be less than minLimit, which is " + minLimit);
    }
    int usual = Math.clamp(50, minLimit, maxLimit);
    return new AdaptiveConcurrencySettings(
        (int) settings.integer("initialLimit", usual, minLimit, maxLimit),
        minLimit,
        maxLimit,
        settings.decimal("tolerance", 1.5, 1, 10),
        settings.duration(
            "window", Duration.ofMillis(500), Duration.ofMillis(10), Duration.ofMinutes(1)),
        settings.duration(
            "retryAfter", Duration.ofSeconds(1), Duration.ofMillis(1), Duration.ofHours(1)));
  }
}
