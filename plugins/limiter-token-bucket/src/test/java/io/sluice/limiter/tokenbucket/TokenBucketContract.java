package io.sluice.limiter.tokenbucket;

import io.sluice.api.limiter.LimiterProvider;
import io.sluice.testkit.LimiterContract;
import java.util.Map;

/** The laws for limiters, on this one with a small bucket. */
final class TokenBucketContract implements LimiterContract {

  @Override
  public LimiterProvider provider() {
    return new TokenBucketLimiterProvider();
  }

  @Override
  public Map<String, ?> settings() {
    return Map.of("key", "client", "capacity", 5, "refillPerSecond", 2.5, "maxKeys", 1000);
  }
}
