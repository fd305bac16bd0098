package io.sluice.runtime.registry;

import io.sluice.runtime.exchange.Service;
import io.sluice.runtime.route.RouteTable;
import java.util.Map;

/**
 * All that is configured at one moment. Immutable; a request takes one when it starts and keeps to
 * it.
 *
 * @param revision grows by one with every change
 * @param routes where requests lead
 * @param services the services by name
 */
public record Snapshot(long revision, RouteTable routes, Map<String, Service> services) {

  /** Copies the map. */
  public Snapshot {
    services = Map.copyOf(services);
  }
}
