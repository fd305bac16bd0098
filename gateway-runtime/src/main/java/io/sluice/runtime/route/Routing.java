package io.sluice.runtime.route;

import io.sluice.runtime.exchange.Service;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which requests a service gets, and what of them it sees: its routes.
 *
 * @param routes at least one; no two of them have a host, a path and all conditions in common
 * @param listed whether documents list them as {@code routes}, or say the one in the short form,
 *     beside what else they say of the service
 */
public record Routing(List<RouteSpec> routes, boolean listed) {

  static final int MOST_ROUTES = 64;

  /** Copies the list; refuses what can't lead anywhere or would lead to two places. */
  public Routing {
    routes = List.copyOf(routes);
    if (routes.isEmpty()) {
      throw new IllegalArgumentException("a service has at least one route");
    }
    RouteSyntax.checkCount("routes", routes, MOST_ROUTES);
    if (!listed && (routes.size() > 1 || !routes.getFirst().isPlain())) {
      throw new IllegalArgumentException("the short form says one route without conditions");
    }
    RouteSyntax.checkDistinct(
        "route", routes.stream().flatMap(route -> route.keys().stream()).toList());
  }

  /** One route in the short form. */
  public static Routing of(RouteSpec route) {
    return new Routing(List.of(route), false);
  }

  /** Routes in a list. */
  public static Routing listed(List<RouteSpec> routes) {
    return new Routing(routes, true);
  }

  /** Every way to the service, each of which can lead to one service only. */
  public List<RouteKey> keys() {
    return routes.stream().flatMap(route -> route.keys().stream()).toList();
  }

  /** The ways to the service, for a table. */
  public List<RouteTable.Entry> entries(Service service) {
    return routes.stream().flatMap(route -> route.entries(service).stream()).toList();
  }

  /** Where in the service's document the paths of the route stand that has this way. */
  public String pointerTo(RouteKey key) {
    for (int i = 0; listed && i < routes.size(); i++) {
      if (routes.get(i).keys().contains(key)) {
        return "/routes/" + i + "/paths";
      }
    }
    return "/paths";
  }

  /** Whether no request ever asks an endpoint. */
  public boolean redirectsOnly() {
    return routes.stream().allMatch(route -> route.redirect().isPresent());
  }

  /** What a service's document says of it. */
  public Map<String, Object> toMap() {
    return listed
        ? Map.of("routes", routes.stream().map(RouteSpec::toMap).toList())
        : routes.getFirst().toMap();
  }

  /** Every way to the service, each with the document that tells it alone. */
  public Map<RouteKey, Map<String, Object>> documents() {
    Map<RouteKey, Map<String, Object>> documents = new LinkedHashMap<>();
    for (RouteSpec route : routes) {
      route.keys().forEach(key -> documents.put(key, document(key, route)));
    }
    return documents;
  }

  private static Map<String, Object> document(RouteKey key, RouteSpec route) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("host", key.host());
    document.put("path", key.path());
    document.putAll(route.conditions().toMap());
    document.putAll(route.action("sentHost"));
    return document;
  }
}
