package io.sluice.limiter.concurrency;

import io.sluice.api.plugin.Setting;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsSchema;
import java.time.Duration;

/**
 * How many requests may run.
 *
 * @param limit how many at a time
 * @param retryAfter what a rejected client is told to wait
 */
record ConcurrencySettings(int limit, Duration retryAfter) {

  private static final Setting<Integer> LIMIT =
      Setting.integer("limit", 100, 1, 1_000_000)
          .doc("How many requests run at a time, of all clients together.");

  private static final Setting<Duration> RETRY_AFTER =
      Setting.duration(
              "retryAfter", Duration.ofSeconds(1), Duration.ofMillis(1), Duration.ofHours(1))
          .doc("What a rejected client is told to wait, in whole seconds, rounded up.");

  static final SettingsSchema SCHEMA = SettingsSchema.of(LIMIT, RETRY_AFTER);

  static ConcurrencySettings from(Settings settings) {
    return new ConcurrencySettings(settings.get(LIMIT), settings.get(RETRY_AFTER));
  }
}
