import io.sluice.api.limiter.LimiterProvider;
import io.sluice.limiter.concurrency.ConcurrencyLimiterProvider;
import org.jspecify.annotations.NullMarked;

/**
 * A limiter that lets a fixed number of requests run at a time.
 *
 * @provides io.sluice.api.limiter.LimiterProvider named {@code concurrency}
 */
@NullMarked
module io.sluice.limiter.concurrency {
  requires io.sluice.api;
  requires static org.jspecify;

  provides LimiterProvider with
      ConcurrencyLimiterProvider;
}
