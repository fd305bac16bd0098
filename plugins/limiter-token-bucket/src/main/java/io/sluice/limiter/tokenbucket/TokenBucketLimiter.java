package io.sluice.limiter.tokenbucket;

import io.sluice.api.Ticker;
import io.sluice.api.limiter.LimitDecision;
import io.sluice.api.limiter.LimitDecision.Quota;
import io.sluice.api.limiter.LimitDecision.Rejected;
import io.sluice.api.limiter.LimitRequest;
import io.sluice.api.limiter.Limiter;
import io.sluice.api.plugin.PluginContext;
import java.time.Duration;
import java.util.List;

/**
 * Admits a request if there is a token in its key's bucket, and takes it; otherwise says exactly
 * when there will be one.
 *
 * <p>Within any time t a key is admitted capacity + rate × t times at most, as long as its bucket
 * isn't forgotten (see {@link TokenBucketTable}). Any number of threads ask at once.
 */
final class TokenBucketLimiter implements Limiter {

  private static final String REASON = "too many requests";

  private final TokenBucketKey key;
  private final TokenBucketRate rate;
  private final TokenBucketHash hash;
  private final TokenBucketTable table;
  private final Ticker ticker;
  private final long origin;

  TokenBucketLimiter(TokenBucketSettings settings, PluginContext context) {
    key = settings.key();
    rate = settings.rate();
    hash = TokenBucketHash.drawn(context.random());
    table = new TokenBucketTable(rate, settings.maxKeys(), context.metrics());
    ticker = context.ticker();
    origin = ticker.nanos();
  }

  @Override
  public LimitDecision tryAcquire(LimitRequest request) {
    long waitNanos = table.take(key.hash(hash, request), ticker.nanos() - origin);
    return waitNanos == TokenBucketTable.TAKEN
        ? LimitDecision.ADMITTED
        : rejected(Duration.ofNanos(waitNanos));
  }

  private Rejected rejected(Duration wait) {
    Quota quota =
        new Quota(key.policy(), rate.capacity(), Duration.ofNanos(rate.fillNanos()), 0, wait);
    return new Rejected(wait, REASON, List.of(quota));
  }
}
