package io.sluice.runtime.registry;

import io.sluice.runtime.exchange.Service;
import io.sluice.runtime.route.RouteTable;
import java.util.Map;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;

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
    long generation, long revision, RouteTable routes, HashPMap<String, Service> services) {

  /** Copies the map. */
  public Snapshot(
      long generation, long revision, RouteTable routes, Map<String, Service> services) {
    this(generation, revision, routes, HashTreePMap.from(services));
  }
}
