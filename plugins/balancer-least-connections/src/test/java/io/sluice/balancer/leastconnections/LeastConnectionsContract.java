package io.sluice.balancer.leastconnections;

import io.sluice.api.balancer.BalancerProvider;
import io.sluice.testkit.BalancerContract;

/** The laws for balancers, on this one. */
final class LeastConnectionsContract implements BalancerContract {

  @Override
  public BalancerProvider provider() {
    return new LeastConnectionsBalancerProvider();
  }
}
