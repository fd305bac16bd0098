package io.sluice.runtime.route;

import io.sluice.api.RequestHead;
import io.sluice.runtime.exchange.Route;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Maps a path to the route with the longest registered path that is a prefix of it in whole
 * segments, and whose conditions hold. Immutable.
 *
 * <p>An open hash table. A look-up walks once along the path and keeps the hash of what it has
 * seen; at the end of each segment it looks for a registered path of just that text. The walk ends
 * where the longest registered path does, so that endless paths cost nothing. Conditions are looked
 * at afterwards, from the longest path that was found to shorter ones, and only where there are
 * some.
 */
final class PathTable {

  private static final String ROOT = "/";

  private final @Nullable Slot root;
  private final @Nullable Slot[] slots;
  private final int longest;

  /** A route that has conditions. */
  private record Choice(RequestCheck check, Optional<Route> route) {}

  /** A registered path, and where it leads. */
  private static final class Slot {

    private final int hash;
    private final String path;
    private final Choice[] choices;
    private final Optional<Route> otherwise;

    /** The next shorter registered path that is a prefix of this one; set while all are made. */
    private @Nullable Slot shorter;

    /**
     * @param entries the routes of this path, in the order of precedence
     */
    Slot(String path, List<RouteTable.Entry> entries) {
      this.hash = path.hashCode();
      this.path = path;
      this.choices =
          entries.stream()
              .filter(entry -> !entry.conditions().isEmpty())
              .map(entry ->
                  new Choice(new RequestCheck(entry.conditions()), Optional.of(entry.route())))
              .toArray(Choice[]::new);
      this.otherwise =
          entries.stream()
              .filter(entry -> entry.conditions().isEmpty())
              .map(RouteTable.Entry::route)
              .findFirst();
    }

    Optional<Route> choose(RequestHead head) {
      for (Choice choice : choices) {
        if (choice.check.holds(head)) {
          return choice.route;
        }
      }
      return otherwise;
    }
  }

  /**
   * @param entries the routes by path; of equal conditions no two with the same path
   */
  PathTable(Map<String, List<RouteTable.Entry>> entries) {
    Map<String, Slot> byPath = new HashMap<>();
    entries.forEach((path, routes) -> byPath.put(path, slot(path, routes)));
    this.root = byPath.get(ROOT);
    this.slots = new @Nullable Slot[Integer.highestOneBit(Math.max(byPath.size(), 1)) * 4];
    int most = 0;
    for (Slot slot : byPath.values()) {
      if (slot != root) {
        slot.shorter = shorter(slot.path, byPath);
        insert(slot);
        most = Math.max(most, slot.path.length());
      }
    }
    this.longest = most;
  }

  private static Slot slot(String path, List<RouteTable.Entry> routes) {
    if (routes.size() > 1) {
      routes.sort(Comparator.comparing(RouteTable.Entry::conditions, Conditions.ORDER));
    }
    return new Slot(path, routes);
  }

  private static @Nullable Slot shorter(String path, Map<String, Slot> byPath) {
    for (int end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      Slot found = byPath.get(path.substring(0, end));
      if (found != null) {
        return found;
      }
    }
    return byPath.get(ROOT);
  }

  private void insert(Slot slot) {
    int at = place(slot.hash);
    while (slots[at] != null) {
      at = (at + 1) & (slots.length - 1);
    }
    slots[at] = slot;
  }

  /** The route of a request. */
  Optional<Route> find(RequestHead head) {
    for (Slot slot = longest(head.path()); slot != null; slot = slot.shorter) {
      Optional<Route> route = slot.choose(head);
      if (route.isPresent()) {
        return route;
      }
    }
    return Optional.empty();
  }

  /** The longest registered path that is a prefix of a canonical path. */
  private @Nullable Slot longest(String path) {
    if (path.charAt(0) != '/') {
      return null;
    }
    Slot best = root;
    int end = Math.min(path.length(), longest);
    int hash = '/';
    for (int i = 1; i <= end; i++) {
      if (i == path.length() || path.charAt(i) == '/') {
        Slot found = lookUp(path, i, hash);
        if (found != null) {
          best = found;
        }
      }
      if (i < end) {
        hash = 31 * hash + path.charAt(i); // as String.hashCode does
      }
    }
    return best;
  }

  private @Nullable Slot lookUp(String path, int length, int hash) {
    int at = place(hash);
    for (Slot slot = slots[at]; slot != null; slot = slots[at]) {
      if (slot.hash == hash && slot.path.length() == length && path.startsWith(slot.path)) {
        return slot;
      }
      at = (at + 1) & (slots.length - 1);
    }
    return null;
  }

  private int place(int hash) {
    int mixed = hash * 0x9E3779B9;
    return (mixed ^ (mixed >>> 16)) & (slots.length - 1);
  }
}
