package io.sluice.api.plugin;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the known key that a mistyped one was probably meant to be, by edit distance. */
final class NearestKey {

  private NearestKey() {}

  /**
   * The known key nearest to the text, if one is near enough: at most a third of the longer one's
   * length away.
   */
  static Optional<String> of(String text, Collection<String> known) {
    return known.stream()
        .sorted()
        .min(Comparator.comparingInt(key -> distance(text, key)))
        .filter(key -> 3 * distance(text, key) <= Math.max(text.length(), key.length()) + 2);
  }

  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        current[j] = Math.min(Math.min(previous[j], current[j - 1]) + 1, previous[j - 1] + change);
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
