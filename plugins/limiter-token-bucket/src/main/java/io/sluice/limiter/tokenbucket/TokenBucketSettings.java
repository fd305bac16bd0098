package io.sluice.limiter.tokenbucket;

import io.sluice.api.plugin.Setting;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsSchema;
import java.time.Duration;

/**
 * How large the buckets are, and whose.
 *
 * @param key what shares a bucket
 * @param rate how much a bucket holds and how fast it fills
 * @param maxKeys how many buckets are surely kept apart
 */
record TokenBucketSettings(TokenBucketKey key, TokenBucketRate rate, int maxKeys) {

  private static final Duration LONGEST_FILL = Duration.ofDays(365);

  private static final Setting<String> KEY =
      Setting.text("key", "client+path")
          .doc(
              "What requests of one bucket have in common: client (its address, of IPv6 the first"
                  + " 64 bits), path (the canonical one), route, header:NAME, or several of these"
                  + " with + between them.");

  private static final Setting<Integer> CAPACITY =
      Setting.integer("capacity", 100, 1, 1_000_000).doc("How many requests may come at once.");

  private static final Setting<Double> REFILL =
      Setting.decimal("refillPerSecond", 1, 0.00001, 1_000_000)
          .doc(
              "How many tokens come back in a second, also fractions; an empty bucket must be full"
                  + " within 365 days.");

  private static final Setting<Integer> MAX_KEYS =
      Setting.integer("maxKeys", 100_000, 1, 10_000_000).doc("How many buckets are kept apart.");

  static final SettingsSchema SCHEMA = SettingsSchema.of(KEY, CAPACITY, REFILL, MAX_KEYS);

  static TokenBucketSettings from(Settings settings) {
    String key = settings.get(KEY);
    int capacity = settings.get(CAPACITY);
    double refillPerSecond = settings.get(REFILL);
    if (capacity / refillPerSecond > LONGEST_FILL.toSeconds()) {
      throw settings.fault(REFILL.key(), "an empty bucket would take more than 365 days to fill");
    }
    return new TokenBucketSettings(
        TokenBucketKey.parse(key)
            .orElseThrow(
                () -> settings.fault(KEY.key(), Settings.unknown(key, TokenBucketKey.texts()))),
        TokenBucketRate.of(capacity, refillPerSecond),
        settings.get(MAX_KEYS));
  }
}
