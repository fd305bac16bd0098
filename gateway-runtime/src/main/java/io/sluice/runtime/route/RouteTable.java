package io.sluice.runtime.route;

import io.sluice.api.RequestHead;
import io.sluice.runtime.exchange.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Maps a request to a route: of the most specific host the longest path that matches in whole
 * segments, and of the routes there the one whose conditions hold that comes first in {@link
 * Conditions#ORDER}.
 *
 * <p>An exact host goes before a wildcard, a longer wildcard before a shorter one, and all of them
 * before routes for any host. Where no route of a path has conditions that hold, the next shorter
 * path is looked at, and then the next host. What a look-up costs depends on the length of host and
 * path, not on the number of routes, and where several routes have conditions and the same host and
 * path, on these; without host routes it allocates nothing. Immutable.
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
   * @param conditions what must hold of the request beside
   * @param route where it leads
   */
  public record Entry(String host, Conditions conditions, Route route) {

    /** Brings the conditions into the form in which equal ones are equal. */
    public Entry {
      conditions = conditions.canonical();
    }

    /** A way without conditions. */
    public Entry(String host, Route route) {
      this(host, Conditions.NONE, route);
    }
  }

  /**
   * A table of these routes; no two have the same host, path and conditions.
   *
   * @throws IllegalArgumentException if two have
   */
  public RouteTable(List<Entry> entries) {
    Map<String, Map<String, List<Entry>>> byHost = new HashMap<>();
    for (Entry entry : entries) {
      List<Entry> same =
          byHost
              .computeIfAbsent(entry.host(), _ -> new HashMap<>())
              .computeIfAbsent(entry.route().path(), _ -> new ArrayList<>(1));
      if (same.stream().map(Entry::conditions).anyMatch(entry.conditions()::equals)) {
        throw new IllegalArgumentException("two routes for " + entry.host() + entry.route().path());
      }
      same.add(entry);
    }
    this.anyHost = new PathTable(byHost.getOrDefault(ANY_HOST, Map.of()));
    byHost.remove(ANY_HOST);
    byHost.forEach(this::addHost);
  }

  private void addHost(String host, Map<String, List<Entry>> paths) {
    if (host.startsWith("*.")) {
      hostSuffixes.put(host.substring(1), new PathTable(paths));
    } else {
      exactHosts.put(host, new PathTable(paths));
    }
  }

  /**
   * The route of a request.
   *
   * @param head what is asked: its authority with or without a port, in any case
   */
  public Optional<Route> find(RequestHead head) {
    if (exactHosts.isEmpty() && hostSuffixes.isEmpty()) {
      return anyHost.find(head);
    }
    return findByHost(host(head.authority()), head);
  }

  private Optional<Route> findByHost(String host, RequestHead head) {
    PathTable exact = exactHosts.get(host);
    if (exact != null) {
      Optional<Route> route = exact.find(head);
      if (route.isPresent()) {
        return route;
      }
    }
    for (int dot = host.indexOf('.', 1); dot > 0 && !hostSuffixes.isEmpty(); ) {
      PathTable below = hostSuffixes.get(host.substring(dot));
      if (below != null) {
        Optional<Route> route = below.find(head);
        if (route.isPresent()) {
          return route;
        }
      }
      dot = host.indexOf('.', dot + 1);
    }
    return anyHost.find(head);
  }

  /** The host of an authority in the form of an entry: lower case, without port and final dot. */
  public static String host(String authority) {
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
