package io.sluice.runtime.metrics;

import io.sluice.api.Endpoint;
import io.sluice.runtime.exchange.EndpointState;

/**
 * Where probes and what they change are recorded. Called on probe threads, any number at a time;
 * never blocks, never throws.
 */
public interface HealthMeters {

  /** Records nothing. */
  HealthMeters NONE = new UnrecordedHealth();

  /**
   * A probe has ended.
   *
   * @param nanos how long it took as a whole, in nanoseconds
   */
  void probed(String service, Endpoint endpoint, boolean healthy, long nanos);

  /** An endpoint went over to another state. */
  void stateChanged(String service, Endpoint endpoint, EndpointState from, EndpointState to);
}
