import io.sluice.api.limiter.LimiterProvider;
import io.sluice.limiter.tokenbucket.TokenBucketLimiterProvider;
import org.jspecify.annotations.NullMarked;

/**
 * A limiter that gives each client a bucket of tokens.
 *
 * @provides io.sluice.api.limiter.LimiterProvider named {@code token-bucket}
 */
@NullMarked
module io.sluice.limiter.tokenbucket {
  requires io.sluice.api;
  requires static org.jspecify;

  provides LimiterProvider with
      TokenBucketLimiterProvider;
}
