import io.sluice.api.balancer.BalancerProvider;
import io.sluice.balancer.peakewma.PeakEwmaBalancerProvider;
import org.jspecify.annotations.NullMarked;

/**
 * A balancer that sends each request to the endpoint that should answer it soonest.
 *
 * @provides io.sluice.api.balancer.BalancerProvider named {@code peak-ewma}
 */
@NullMarked
module io.sluice.balancer.peakewma {
  requires io.sluice.api;
  requires static org.jspecify;

  provides BalancerProvider with
      PeakEwmaBalancerProvider;
}
