package io.sluice.runtime.route;

import io.sluice.runtime.exchange.Route;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Maps a path to the route with the longest registered path that is a prefix of it in whole
 * segments. Immutable.
 *
 * <p>An open hash table. A look-up walks once along the path and keeps the hash of what it has
 * seen; at the end of each segment it looks for a registered path of just that text. The walk ends
 * where the longest registered path does, so that endless paths cost nothing.
 */
final class PathTable {

  private static final String ROOT = "/";

  private final Optional<Route> root;
  private final @Nullable Slot[] slots;
  private final int longest;

  private record Slot(int hash, String path, Optional<Route> route) {}

  PathTable(Map<String, Route> routes) {
    this.root = Optional.ofNullable(routes.get(ROOT));
    this.slots = new @Nullable Slot[Integer.highestOneBit(Math.max(routes.size(), 1)) * 4];
    int most = 0;
    for (Map.Entry<String, Route> entry : routes.entrySet()) {
      if (!entry.getKey().equals(ROOT)) {
        insert(entry.getKey(), entry.getValue());
        most = Math.max(most, entry.getKey().length());
      }
    }
    this.longest = most;
  }

  private void insert(String path, Route route) {
    int hash = path.hashCode();
    int at = place(hash);
    while (slots[at] != null) {
      at = (at + 1) & (slots.length - 1);
    }
    slots[at] = new Slot(hash, path, Optional.of(route));
  }

  /** The route of a canonical path. */
  Optional<Route> find(String path) {
    if (path.isEmpty() || path.charAt(0) != '/') {
      return Optional.empty();
    }
    Optional<Route> best = root;
    int end = Math.min(path.length(), longest);
    int hash = '/';
    for (int i = 1; i <= end; i++) {
      if (i == path.length() || path.charAt(i) == '/') {
        Optional<Route> found = lookUp(path, i, hash);
        if (found.isPresent()) {
          best = found;
        }
      }
      if (i < end) {
        hash = 31 * hash + path.charAt(i); // as String.hashCode does
      }
    }
    return best;
  }

  private Optional<Route> lookUp(String path, int length, int hash) {
    int at = place(hash);
    for (Slot slot = slots[at]; slot != null; slot = slots[at]) {
      if (slot.hash == hash && slot.path.length() == length && path.startsWith(slot.path)) {
        return slot.route;
      }
      at = (at + 1) & (slots.length - 1);
    }
    return Optional.empty();
  }

  private int place(int hash) {
    int mixed = hash * 0x9E3779B9;
    return (mixed ^ (mixed >>> 16)) & (slots.length - 1);
  }
}
