package io.sluice.limiter.adaptiveconcurrency;

import io.sluice.api.Outcome;
import io.sluice.api.Ticker;
import io.sluice.api.limiter.LimitDecision;
import io.sluice.api.limiter.LimitDecision.Admitted;
import io.sluice.api.limiter.LimitDecision.Permit;
import io.sluice.api.limiter.LimitDecision.Rejected;
import io.sluice.api.limiter.LimitRequest;
import io.sluice.api.limiter.Limiter;
import io.sluice.api.plugin.PluginMetrics;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Admits a request if fewer run than the limit of the moment, and learns from how it ends what the
 * limit should be. Any number of threads ask and give back at once. When the limit falls, those
 * that run go on, and others wait until fewer run.
 */
final class AdaptiveConcurrencyLimiter implements Limiter {

  private final AtomicInteger running = new AtomicInteger();
  private final AdaptiveConcurrencyEstimate estimate;
  private final Rejected rejected;

  AdaptiveConcurrencyLimiter(
      AdaptiveConcurrencySettings settings, Ticker ticker, PluginMetrics metrics) {
    estimate = new AdaptiveConcurrencyEstimate(settings, ticker);
    rejected = new Rejected(settings.retryAfter(), "too many requests at a time", List.of());
    metrics.gauge(
        "running_requests", "Requests admitted and not ended", running, AtomicInteger::get);
    metrics.gauge(
        "running_requests_limit",
        "How many requests may run at the moment",
        estimate,
        AdaptiveConcurrencyEstimate::limit);
  }

  @Override
  public LimitDecision tryAcquire(LimitRequest request) {
    int limit = estimate.limit();
    int now = running.get();
    while (now < limit) {
      int before = running.compareAndExchange(now, now + 1);
      if (before == now) {
        return new Admitted(new Slot());
      }
      now = before;
    }
    return rejected;
  }

  /** One request's place among those that run; giving it back again does nothing. */
  private final class Slot implements Permit {

    private final AtomicBoolean released = new AtomicBoolean();

    @Override
    public void release(Outcome outcome) {
      if (released.compareAndSet(false, true)) {
        estimate.learn(outcome, running.getAndDecrement());
      }
    }
  }
}
