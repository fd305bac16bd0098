package io.sluice.runtime.registry;

import io.sluice.runtime.registry.ServiceSpec.Routing;
import io.sluice.runtime.route.RouteTable;
import java.util.ArrayList;
import java.util.List;

/**
 * What can lead to one service only.
 *
 * @param host a host, or {@link RouteTable#ANY_HOST}
 * @param path a path
 */
record RouteKey(String host, String path) {

  /** All that lead to a service. */
  static List<RouteKey> of(Routing routing) {
    List<String> hosts = routing.hosts().isEmpty() ? List.of(RouteTable.ANY_HOST) : routing.hosts();
    List<RouteKey> keys = new ArrayList<>();
    for (String host : hosts) {
      routing.paths().forEach(path -> keys.add(new RouteKey(host, path)));
    }
    return keys;
  }

  @Override
  public String toString() {
    return host.equals(RouteTable.ANY_HOST) ? path : path + " on host " + host;
  }
}
