import io.sluice.api.balancer.BalancerProvider;
import io.sluice.balancer.consistenthash.ConsistentHashBalancerProvider;
import org.jspecify.annotations.NullMarked;

/**
 * A balancer that sends requests of the same key to the same endpoint.
 *
 * @provides io.sluice.api.balancer.BalancerProvider named {@code consistent-hash}
 */
@NullMarked
module io.sluice.balancer.consistenthash {
  requires io.sluice.api;
  requires static org.jspecify;

  provides BalancerProvider with
      ConsistentHashBalancerProvider;
}
