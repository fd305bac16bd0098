package io.sluice.limiter.tokenbucket;

import io.sluice.api.plugin.Settings;
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

  static TokenBucketSettings from(Settings settings) {
    String key = settings.string("key", "client+path");
    int capacity = (int) settings.integer("capacity", 100, 1, 1_000_000);
    double refillPerSecond = settings.decimal("refillPerSecond", 1, 0.00001, 1_000_000);
    if (capacity / refillPerSecond > LONGEST_FILL.toSeconds()) {
      throw settings.fault(
          "refillPerSecond", "an empty bucket would take more than 365 days to fill");
    }
    return new TokenBucketSettings(
        TokenBucketKey.parse(key)
            .orElseThrow(
                () -> settings.fault("key", Settings.unknown(key, TokenBucketKey.texts()))),
        TokenBucketRate.of(capacity, refillPerSecond),
        (int) settings.integer("maxKeys", 100_000, 1, 10_000_000));
  }
}
