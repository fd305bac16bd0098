package io.sluice.runtime.registry;

import java.util.List;

/**
 * A service as it is shown.
 *
 * @param spec what is registered
 * @param readOnly whether it comes from the boot configuration
 * @param revision the snapshot since which it is as it is
 * @param endpoints its endpoints in the order of registration
 */
public record ServiceView(
    ServiceSpec spec, boolean readOnly, long revision, List<EndpointView> endpoints) {

  /** Copies the list. */
  public ServiceView {
    endpoints = List.copyOf(endpoints);
  }

  /**
   * An endpoint as it is shown.
   *
   * @param spec what is registered
   * @param health how it is
   * @param inFlight how many requests it has
   * @param probeLatencyNanos what its balancer takes for its latency, or -1 as long as that is not
   *     known
   */
  public record EndpointView(
      EndpointSpec spec, Health health, int inFlight, long probeLatencyNanos) {}
}
