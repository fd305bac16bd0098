package io.sluice.limiter.adaptiveconcurrency;

import io.sluice.api.limiter.LimiterProvider;
import io.sluice.testkit.LimiterContract;

/** The laws for limiters, on this one. */
final class AdaptiveConcurrencyContract implements LimiterContract {

  @Override
  public LimiterProvider provider() {
    return new AdaptiveConcurrencyLimiterProvider();
  }
}
