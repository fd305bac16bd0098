import io.sluice.api.balancer.BalancerProvider;
import io.sluice.balancer.leastconnections.LeastConnectionsBalancerProvider;
import org.jspecify.annotations.NullMarked;

/**
 * A balancer that sends each request to the least loaded endpoint.
 *
 * @provides io.sluice.api.balancer.BalancerProvider named {@code least-connections}
 */
@NullMarked
module io.sluice.balancer.leastconnections {
  requires io.sluice.api;
  requires static org.jspecify;

  provides BalancerProvider with
      LeastConnectionsBalancerProvider;
}
