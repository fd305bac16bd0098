package io.sluice.runtime.metrics;

import io.sluice.api.Endpoint;
import io.sluice.runtime.exchange.LiveEndpoint;

/** Records nothing; for tests of other rooms. */
final class UnrecordedRegistry implements RegistryMeters {

  @Override
  public ServiceMeters service(String name) {
    return ServiceMeters.NONE;
  }

  @Override
  public void serviceGone(String name) {}

  @Override
  public void endpointAdded(String service, LiveEndpoint live) {}

  @Override
  public void endpointDraining(String service, Endpoint endpoint, boolean drains) {}

  @Override
  public void endpointGone(String service, Endpoint endpoint) {}

  @Override
  public void published(long revision, int services) {}
}
