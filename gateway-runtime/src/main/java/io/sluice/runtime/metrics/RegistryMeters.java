package io.sluice.runtime.metrics;

import io.sluice.api.Endpoint;
import io.sluice.runtime.exchange.LiveEndpoint;

/**
 * Where it is recorded what is registered. Called by the registry's one writer; never blocks, never
 * throws.
 */
public interface RegistryMeters {

  /** Records nothing. */
  RegistryMeters NONE = new UnrecordedRegistry();

  /** Where the requests of a service are recorded, from its registration until it is gone. */
  ServiceMeters service(String name);

  /** A service is no longer registered; its last requests may still be under way. */
  void serviceGone(String name);

  /** An endpoint was added to a service; it is in the state {@code UNKNOWN}. */
  void endpointAdded(String service, LiveEndpoint live);

  /** An endpoint begins to drain, or ceases to. */
  void endpointDraining(String service, Endpoint endpoint, boolean drains);

  /** An endpoint was taken out of a service; its last requests may still be under way. */
  void endpointGone(String service, Endpoint endpoint);

  /** A snapshot was published. */
  void published(long revision, int services);
}
