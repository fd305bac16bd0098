import io.sluice.api.limiter.LimiterProvider;
import io.sluice.limiter.adaptiveconcurrency.AdaptiveConcurrencyLimiterProvider;
import org.jspecify.annotations.NullMarked;

/**
 * A limiter that finds out how many requests may run at a time.
 *
 * @provides io.sluice.api.limiter.LimiterProvider named {@code adaptive-concurrency}
 */
@NullMarked
module io.sluice.limiter.adaptiveconcurrency {
  requires io.sluice.api;
  requires static org.jspecify;

  provides LimiterProvider with
      AdaptiveConcurrencyLimiterProvider;
}
