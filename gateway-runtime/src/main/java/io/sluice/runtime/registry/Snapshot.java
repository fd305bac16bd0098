package io.sluice.runtime.registry;

import io.sluice.runtime.exchange.Service;
import io.sluice.runtime.maps.TrieMap;
import io.sluice.runtime.route.RouteTable;
import java.util.Map;

/**
 * All that is configured at one moment. Immutable; a request takes one when it starts and keeps to
 * it.
 *
 * @param generation grows by one with every snapshot
 * @param revision the last change of what operators configured
 * @param routes where requests lead
 * @param services the services by name
 */
public record Snapshot(
    long generation, long revision, RouteTable routes, Map<String, Service> services) {

  /** Copies the map, unless it is one that never changes. */
  public Snapshot {
    services = TrieMap.copyOf(services);
  }
}
