package io.sluice.runtime.registry;

import io.sluice.api.Endpoint;
import java.util.List;
import java.util.Locale;

/**
 * A service as it is shown.
 *
 * @param spec what is registered
 * @param readOnly whether it comes from the boot configuration
 * @param revision the revision that changed it last; 0 if it comes from the boot configuration
 * @param fault why it is not served as it is configured, or empty if it is
 * @param endpoints its endpoints in the order of registration
 */
public record ServiceView(
    Specification spec,
    boolean readOnly,
    long revision,
    String fault,
    List<EndpointView> endpoints) {

  /** Copies the list. */
  public ServiceView {
    endpoints = List.copyOf(endpoints);
  }

  /**
   * An endpoint as it is shown.
   *
   * @param endpoint its own address
   * @param spec what it is registered as: of another address if it is one of several that a name
   *     leads to
   * @param isOut whether it gets no requests however it is: it drains, or its time is over
   * @param health how it is
   * @param inFlight how many requests it has
   * @param probeLatencyNanos what its balancer takes for its latency, or -1 as long as that is not
   *     known
   * @param nameProblem why the last look-up of its name failed, or empty if it did not
   */
  public record EndpointView(
      Endpoint endpoint,
      EndpointSpec spec,
      boolean isOut,
      Health health,
      int inFlight,
      long probeLatencyNanos,
      String nameProblem) {

    /** In a word how it is: draining if it is, else what its probes say. */
    public String state() {
      return isOut ? "draining" : health.state().name().toLowerCase(Locale.ROOT);
    }
  }
}
