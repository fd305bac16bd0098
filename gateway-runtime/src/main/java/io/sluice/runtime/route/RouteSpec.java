package io.sluice.runtime.route;

import io.sluice.runtime.exchange.Redirect;
import io.sluice.runtime.exchange.Route;
import io.sluice.runtime.exchange.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A route as it is registered: which requests it takes, and what becomes of them.
 *
 * @param paths the paths that lead to it, at least one
 * @param hosts the hosts under which they do; none for any host
 * @param conditions what must hold of a request beside
 * @param strip whether the path that led to it is taken off
 * @param hostRewrite what endpoints are told as the host, or empty for the client's
 * @param redirect what is answered instead of asking an endpoint, if anything is
 */
public record RouteSpec(
    List<String> paths,
    List<String> hosts,
    Conditions conditions,
    boolean strip,
    String hostRewrite,
    Optional<Redirect> redirect) {

  static final int MOST_PATHS = 32;
  static final int MOST_HOSTS = 32;

  /** Copies the lists; refuses what can't be a path or a host, and what is named twice. */
  public RouteSpec {
    paths = List.copyOf(paths);
    hosts = List.copyOf(hosts);
    if (paths.isEmpty()) {
      throw new IllegalArgumentException("a route has at least one path");
    }
    RouteSyntax.checkCount("paths", paths, MOST_PATHS);
    RouteSyntax.checkCount("hosts", hosts, MOST_HOSTS);
    paths.forEach(RouteSyntax::checkPath);
    hosts.forEach(RouteSyntax::checkHost);
    RouteSyntax.checkDistinct("path", paths);
    RouteSyntax.checkDistinct("host", hosts);
    RouteSyntax.checkRewrite(hostRewrite);
    if (redirect.isPresent() && !hostRewrite.isEmpty()) {
      throw new IllegalArgumentException("no endpoint is told a host where a client is redirected");
    }
  }

  /** A route from one path, which is taken off, to the endpoints of a service. */
  public static RouteSpec of(String path) {
    return new RouteSpec(List.of(path), List.of(), Conditions.NONE, true, "", Optional.empty());
  }

  /** Whether it has no more than the short form can say. */
  boolean isPlain() {
    return conditions.isEmpty() && redirect.isEmpty();
  }

  /** Every way to it, each of which can lead to one service only. */
  List<RouteKey> keys() {
    List<RouteKey> keys = new ArrayList<>();
    for (String host : hosts.isEmpty() ? List.of(RouteTable.ANY_HOST) : hosts) {
      paths.forEach(path -> keys.add(new RouteKey(host, path, conditions)));
    }
    return keys;
  }

  /** Its ways to a service, for a table. */
  List<RouteTable.Entry> entries(Service service) {
    return keys().stream()
        .map(key ->
            new RouteTable.Entry(
                key.host(),
                key.conditions(),
                new Route(key.path(), service, strip, hostRewrite, redirect)))
        .toList();
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("paths", paths);
    map.put("hosts", hosts);
    map.putAll(conditions.toMap());
    map.putAll(action("host"));
    return map;
  }

  /**
   * What becomes of requests, as documents say it.
   *
   * @param host what the host is called that endpoints are told
   */
  Map<String, Object> action(String host) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("strip", strip);
    if (!hostRewrite.isEmpty()) {
      map.put(host, hostRewrite);
    }
    redirect.ifPresent(target -> map.put("redirect", document(target)));
    return map;
  }

  private static Map<String, Object> document(Redirect redirect) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("to", redirect.to());
    map.put("status", redirect.status());
    return map;
  }
}
