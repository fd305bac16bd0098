package io.sluice.limiter.adaptiveconcurrency;

import io.sluice.api.Outcome;
import io.sluice.api.Outcome.Abandoned;
import io.sluice.api.Outcome.Completed;
import io.sluice.api.Outcome.Failed;
import io.sluice.api.Outcome.FailureKind;
import io.sluice.api.Ticker;

/**
 * Gathers how requests end and sets the limit anew when a window is full: when it has lasted long
 * enough and tells of ten requests.
 *
 * <p>Answers teach their latency, but for errors (500 and above), which may be quicker than work.
 * What came too late, and 503 and 504, are refusals. Abandoned requests and other failures teach
 * nothing. Threads that end a request hold the lock for a few additions; the limit is read without
 * it.
 */
final class AdaptiveConcurrencyEstimate {

  private static final int LEAST_SIZE = 10;

  private final AdaptiveConcurrencySettings settings;
  private final Ticker ticker;
  private final long windowNanos;
  private AdaptiveConcurrencyWindow window = AdaptiveConcurrencyWindow.EMPTY;
  private long windowStart;
  private volatile AdaptiveConcurrencyLimit limit;

  AdaptiveConcurrencyEstimate(AdaptiveConcurrencySettings settings, Ticker ticker) {
    this.settings = settings;
    this.ticker = ticker;
    this.windowNanos = settings.window().toNanos();
    this.windowStart = ticker.nanos();
    this.limit = AdaptiveConcurrencyLimit.initial(settings);
  }

  /** How many requests may run. */
  int limit() {
    return limit.allowed(settings);
  }

  /** Learns from a request that ended while {@code running} ran, itself included. */
  void learn(Outcome outcome, int running) {
    switch (outcome) {
      case Completed(int status, long nanos) when status < 500 -> add(nanos, false, running);
      case Completed(int status, long nanos) when status == 503 || status == 504 ->
          add(nanos, true, running);
      case Failed(FailureKind kind, long nanos) when kind == FailureKind.DEADLINE ->
          add(nanos, true, running);
      case Completed _, Failed _, Abandoned _ -> {}
    }
  }

  private synchronized void add(long nanos, boolean refused, int running) {
    window = refused ? window.refused(running) : window.answered(nanos, running);
    long now = ticker.nanos();
    if (now - windowStart >= windowNanos && window.size() >= LEAST_SIZE) {
      limit = limit.after(window, settings);
      window = AdaptiveConcurrencyWindow.EMPTY;
      windowStart = now;
    }
  }
}
