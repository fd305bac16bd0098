package io.sluice.limiter.concurrency;

import io.sluice.api.limiter.LimiterProvider;
import io.sluice.testkit.LimiterContract;
import java.util.Map;

/** The laws for limiters, on this one. */
final class ConcurrencyContract implements LimiterContract {

  @Override
  public LimiterProvider provider() {
    return new ConcurrencyLimiterProvider();
  }

  @Override
  public Map<String, ?> settings() {
    return Map.of("limit", 10, "retryAfter", "250ms");
  }
}
