package io.sluice.balancer.twochoice;

import io.sluice.api.balancer.BalancerProvider;
import io.sluice.testkit.BalancerContract;

/** The laws for balancers, on this one. */
final class TwoChoiceContract implements BalancerContract {

  @Override
  public BalancerProvider provider() {
    return new TwoChoiceBalancerProvider();
  }
}
