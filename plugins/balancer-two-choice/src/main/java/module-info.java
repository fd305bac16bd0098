import io.sluice.api.balancer.BalancerProvider;
import io.sluice.balancer.twochoice.TwoChoiceBalancerProvider;
import org.jspecify.annotations.NullMarked;

/**
 * A balancer that sends each request to the less loaded of two endpoints drawn by chance.
 *
 * @provides io.sluice.api.balancer.BalancerProvider named {@code two-choice}
 */
@NullMarked
module io.sluice.balancer.twochoice {
  requires io.sluice.api;
  requires static org.jspecify;

  provides BalancerProvider with
      TwoChoiceBalancerProvider;
}
