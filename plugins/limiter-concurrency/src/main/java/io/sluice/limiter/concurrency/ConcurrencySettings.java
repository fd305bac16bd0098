package io.sluice.limiter.concurrency;

import io.sluice.api.plugin.Settings;
import java.time.Duration;

/**
 * How many requests may run.
 *
 * @param limit how many at a time
 * @param retryAfter what a rejected client is told to wait
 */
record ConcurrencySettings(int limit, Duration retryAfter) {

  static ConcurrencySettings from(Settings settings) {
    return new ConcurrencySettings(
        (int) settings.integer("limit", 100, 1, 1_000_000),
        settings.duration(
            "retryAfter", Duration.ofSeconds(1), Duration.ofMillis(1), Duration.ofHours(1)));
  }
}
