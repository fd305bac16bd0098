package io.sluice.balancer.roundrobin;

import io.sluice.api.balancer.BalancerProvider;
import io.sluice.testkit.BalancerContract;

/** The laws for balancers, on this one. */
final class RoundRobinContract implements BalancerContract {

  @Override
  public BalancerProvider provider() {
    return new RoundRobinBalancerProvider();
  }
}
