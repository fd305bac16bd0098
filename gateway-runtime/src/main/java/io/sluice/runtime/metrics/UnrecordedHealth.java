package io.sluice.runtime.metrics;

import io.sluice.api.Endpoint;
import io.sluice.runtime.exchange.EndpointState;

/** Records nothing; for tests of other rooms. */
final class UnrecordedHealth implements HealthMeters {

  @Override
  public void probed(String service, Endpoint endpoint, boolean healthy, long nanos) {}

  @Override
  public void stateChanged(
      String service, Endpoint endpoint, EndpointState from, EndpointState to) {}
}
