package io.sluice.runtime.route;

import io.sluice.runtime.exchange.Route;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Maps host and canonical path to a route: the most specific host that has a matching path, and
 * there the longest path that matches in whole segments.
 *
 * <p>An exact host goes before a wildcard, a longer wildcard before a shorter one, and all of them
 * before routes for any host. What a look-up costs depends on the length of host and path, not on
 * the number of routes; without host routes it allocates nothing. Immutable.
 */
public final class RouteTable {

  /** A table without routes. */
  public static final RouteTable EMPTY = new RouteTable(List.of());

  /** What an entry's host is if it is for all. */
  public static final String ANY_HOST = "*";

  private final PathTable anyHost;
  private final Map<String, PathTable> exactHosts = new HashMap<>();
  private final Map<String, PathTable> hostSuffixes = new HashMap<>();

  /**
   * One way to a route.
   *
   * @param host a lower-case host name or address, {@code *.} and a name for all hosts below it, or
   *     {@link #ANY_HOST}
   * @param route where it leads
   */
  public record Entry(String host, Route route) {}

  /**
   * A table of these routes; no two have the same host and path.
   *
   * @throws IllegalArgumentException if two have
   */
  public RouteTable(List<Entry> entries) {
    Map<String, Map<String, Route>> byHost = new HashMap<>();
    for (Entry entry : entries) {
      Map<String, Route> paths = byHost.computeIfAbsent(entry.host(), _ -> new HashMap<>());
      if (paths.put(entry.route().path(), entry.route()) != null) {
        throw new IllegalArgumentException("two routes for " + entry.host() + entry.route().path());
      }
    }
    this.anyHost = new PathTable(byHost.getOrDefault(ANY_HOST, Map.of()));
    byHost.remove(ANY_HOST);
    byHost.forEach(this::addHost);
  }

  private void addHost(String host, Map<String, Route> paths) {
    if (host.startsWith("*.")) {
      hostSuffixes.put(host.substring(1), new PathTable(paths));
    } else {
      exactHosts.put(host, new PathTable(paths));
    }
  }

  /**
   * The route of a request.
   *
   * @param authority the request's authority, with or without a port, in any case
   * @param canonicalPath its canonical path
   */
  public Optional<Route> find(String authority, String canonicalPath) {
    if (exactHosts.isEmpty() && hostSuffixes.isEmpty()) {
      return anyHost.find(canonicalPath);
    }
    return findByHost(host(authority), canonicalPath);
  }

  private Optional<Route> findByHost(String host, String canonicalPath) {
    PathTable exact = exactHosts.get(host);
    if (exact != null) {
      Optional<Route> route = exact.find(canonicalPath);
      if (route.isPresent()) {
        return route;
      }
    }
    for (int dot = host.indexOf('.', 1); dot > 0 && !hostSuffixes.isEmpty(); ) {
      PathTable below = hostSuffixes.get(host.substring(dot));
      if (below != null) {
        Optional<Route> route = below.find(canonicalPath);
        if (route.isPresent()) {
          return route;
        }
      }
      dot = host.indexOf('.', dot + 1);
    }
    return anyHost.find(canonicalPath);
  }

  /** The host of an authority in the form of an entry: lower case, without port and final dot. */
  static String host(String authority) {
    int end = authority.indexOf(':', Math.max(authority.lastIndexOf(']'), 0));
    if (end < 0) {
      end = authority.length();
    }
    if (end > 1 && authority.charAt(end - 1) == '.') {
      end--;
    }
    return authority.substring(0, end).toLowerCase(Locale.ROOT);
  }
}
