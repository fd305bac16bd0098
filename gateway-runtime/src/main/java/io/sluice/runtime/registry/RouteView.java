package io.sluice.runtime.registry;

import io.sluice.runtime.route.RouteKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One way to a service, as it is shown.
 *
 * @param service the service's name
 * @param readOnly whether it comes from the boot configuration
 * @param key what leads there
 * @param document what is said of it
 */
public record RouteView(
    String service, boolean readOnly, RouteKey key, Map<String, Object> document) {

  /** All ways to these services in the order in which requests are held against them. */
  static List<RouteView> inOrder(Collection<Registered> services) {
    List<RouteView> views = new ArrayList<>();
    for (Registered service : services) {
      ServiceSpec spec = service.spec();
      spec.routing()
          .documents()
          .forEach((key, document) ->
              views.add(new RouteView(spec.name(), service.readOnly(), key, document)));
    }
    views.sort(Comparator.comparing(RouteView::key));
    return List.copyOf(views);
  }

  /** The document that tells it. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("service", service);
    map.put("readOnly", readOnly);
    map.putAll(document);
    return map;
  }
}
