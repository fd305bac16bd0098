import io.sluice.api.balancer.BalancerProvider;
import io.sluice.balancer.roundrobin.RoundRobinBalancerProvider;
import org.jspecify.annotations.NullMarked;

/**
 * A balancer that takes the endpoints in turn.
 *
 * @provides io.sluice.api.balancer.BalancerProvider named {@code round-robin}
 */
@NullMarked
module io.sluice.balancer.roundrobin {
  requires io.sluice.api;
  requires static org.jspecify;

  provides BalancerProvider with
      RoundRobinBalancerProvider;
}
