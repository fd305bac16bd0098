package io.sluice.balancer.peakewma;

import io.sluice.api.balancer.BalancerProvider;
import io.sluice.testkit.BalancerContract;

/** The laws for balancers, on this one. */
final class PeakEwmaContract implements BalancerContract {

  @Override
  public BalancerProvider provider() {
    return new PeakEwmaBalancerProvider();
  }
}
