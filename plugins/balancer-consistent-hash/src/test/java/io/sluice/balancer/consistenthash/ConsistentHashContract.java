package io.sluice.balancer.consistenthash;

import io.sluice.api.balancer.BalancerProvider;
import io.sluice.testkit.BalancerContract;

/** The laws for balancers, on this one. */
final class ConsistentHashContract implements BalancerContract {

  @Override
  public BalancerProvider provider() {
    return new ConsistentHashBalancerProvider();
  }
}
