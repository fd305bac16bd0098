package io.sluice.runtime.route;

import java.util.Comparator;

/**
 * What can lead to one service only. In their natural order those come first that requests are held
 * against first.
 *
 * @param host a host, or {@link RouteTable#ANY_HOST}
 * @param path a path
 * @param conditions what must hold beside, in canonical form
 */
public record RouteKey(String host, String path, Conditions conditions)
    implements Comparable<RouteKey> {

  private static final Comparator<String> LONGEST_FIRST =
      Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder());

  private static final Comparator<RouteKey> PRECEDENCE =
      Comparator.comparingInt(RouteKey::vagueness)
          .thenComparing(RouteKey::host, LONGEST_FIRST)
          .thenComparing(RouteKey::path, LONGEST_FIRST)
          .thenComparing(RouteKey::conditions, Conditions.ORDER);

  /** Brings the conditions into canonical form. */
  public RouteKey {
    conditions = conditions.canonical();
  }

  private int vagueness() {
    if (host.equals(RouteTable.ANY_HOST)) {
      return 2;
    }
    return host.startsWith("*.") ? 1 : 0;
  }

  @Override
  public int compareTo(RouteKey other) {
    return PRECEDENCE.compare(this, other);
  }

  @Override
  public String toString() {
    return path
        + (host.equals(RouteTable.ANY_HOST) ? "" : " on host " + host)
        + (conditions.isEmpty() ? "" : " with " + conditions);
  }
}
