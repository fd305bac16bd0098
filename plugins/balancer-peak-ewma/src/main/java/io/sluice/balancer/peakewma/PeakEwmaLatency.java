package io.sluice.balancer.peakewma;

import io.sluice.api.Outcome;
import io.sluice.api.Outcome.Abandoned;
import io.sluice.api.Outcome.Completed;
import io.sluice.api.Outcome.Failed;
import io.sluice.api.Ticker;
import io.sluice.api.balancer.Pick.Completion;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The latency to be expected of one endpoint: a moving average of what its requests took, weighted
 * by age, that follows a peak at once and forgets it slowly.
 *
 * <p>An answer that took longer than the average replaces it. One that took less pulls it down, the
 * more the longer the last one is ago: with d the time since and T the decay, the average keeps the
 * share exp(-d/T). As long as nothing ends, it fades towards zero in the same way, so that an
 * endpoint that was slow or failed is tried again some day.
 *
 * <p>A failure counts as a latency of at least the penalty, as does an answer that says that the
 * endpoint can't take the request (502, 503, 504), however quick it was: what fails fast must not
 * look fast. A request that was abandoned teaches nothing.
 *
 * <p>Any number of request threads read it and complete at once; average and time are replaced
 * together.
 */
final class PeakEwmaLatency implements Completion {

  /** After so many decays an average is 1/20,000 of itself, which is as good as none. */
  private static final int DECAYS_UNTIL_FORGOTTEN = 10;

  private final AtomicReference<@Nullable Average> average = new AtomicReference<>();
  private final Ticker ticker;
  private final double decayNanos;
  private final long penaltyNanos;

  /** An average, and the ticker's reading when it was made. */
  private record Average(double nanos, long at) {

    /** What is left of it. */
    double faded(long now, double decayNanos) {
      return nanos * Math.exp(-Math.max(0, now - at) / decayNanos);
    }
  }

  PeakEwmaLatency(Ticker ticker, PeakEwmaSettings settings) {
    this.ticker = ticker;
    this.decayNanos = settings.decay().toNanos();
    this.penaltyNanos = settings.penalty().toNanos();
  }

  /**
   * How long one more request would wait, by the average and by those that it would share the
   * endpoint with. Of an endpoint that never answered nothing is known: the first request may try
   * it for nothing, the others expect the penalty.
   *
   * @param inFlight how many requests the endpoint has
   */
  double cost(int inFlight) {
    Average known = average.get();
    return known == null
        ? (double) penaltyNanos * inFlight
        : known.faded(ticker.nanos(), decayNanos) * (inFlight + 1.0);
  }

  @Override
  public void complete(Outcome outcome) {
    switch (outcome) {
      case Completed(int status, long nanos) ->
          learn(isRefusal(status) ? Math.max(nanos, penaltyNanos) : nanos);
      case Failed(_, long nanos) -> learn(Math.max(nanos, penaltyNanos));
      case Abandoned() -> {}
    }
  }

  /** Whether nothing is known, or nothing that would still count. */
  boolean isForgotten() {
    Average known = average.get();
    return known == null
        || ticker.nanos() - known.at() > (long) (DECAYS_UNTIL_FORGOTTEN * decayNanos);
  }

  private void learn(long nanos) {
    long now = ticker.nanos();
    average.updateAndGet(
        known -> known == null ? new Average(nanos, now) : mixed(known, nanos, now));
  }

  private Average mixed(Average known, long nanos, long now) {
    if (nanos >= known.faded(now, decayNanos)) {
      return new Average(nanos, now);
    }
    double kept = Math.exp(-Math.max(0, now - known.at()) / decayNanos);
    return new Average(known.nanos() * kept + nanos * (1 - kept), now);
  }

  private static boolean isRefusal(int status) {
    return status >= 502 && status <= 504;
  }
}
