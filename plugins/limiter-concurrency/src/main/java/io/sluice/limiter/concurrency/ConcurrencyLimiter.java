package io.sluice.limiter.concurrency;

import io.sluice.api.Outcome;
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
 * Admits a request if fewer than the limit run, and counts it until its permit is given back,
 * however it ended. Any number of threads ask and give back at once; the count is never above the
 * limit and never below zero.
 */
final class ConcurrencyLimiter implements Limiter {

  private final AtomicInteger running = new AtomicInteger();
  private final int limit;
  private final Rejected rejected;

  ConcurrencyLimiter(ConcurrencySettings settings, PluginMetrics metrics) {
    limit = settings.limit();
    rejected = new Rejected(settings.retryAfter(), "too many requests at a time", List.of());
    metrics.gauge(
        "running_requests", "Requests admitted and not ended", running, AtomicInteger::get);
  }

  @Override
  public LimitDecision tryAcquire(LimitRequest request) {
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
        running.decrementAndGet();
      }
    }
  }
}
