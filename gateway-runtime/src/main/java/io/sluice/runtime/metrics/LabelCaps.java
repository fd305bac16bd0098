package io.sluice.runtime.metrics;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Checks the names that a plugin gives its meters and keeps the number of label values small: what
 * comes after the first {@link #MOST_VALUES} of a label is shown as {@code _other}. Confined to its
 * owner's lock.
 */
final class LabelCaps {

  static final int MOST_VALUES = 50;

  private static final String OTHER = "_other";
  private static final int MOST_CHARACTERS = 100;
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
  private static final Set<String> TAKEN = Set.of("kind", "plugin", "service", "le", "quantile");

  private final Map<String, Set<String>> values = new HashMap<>();

  /**
   * The labels with capped values.
   *
   * @param labels alternating names and values
   * @throws IllegalArgumentException if a name is none, or taken, or without a value
   */
  String[] checked(String meter, String... labels) {
    check(meter);
    if (labels.length % 2 != 0) {
      throw new IllegalArgumentException("a label without a value: " + labels[labels.length - 1]);
    }
    String[] checked = labels.clone();
    for (int i = 0; i < labels.length; i += 2) {
      check(labels[i]);
      if (TAKEN.contains(labels[i])) {
        throw new IllegalArgumentException("the label " + labels[i] + " is the gateway's");
      }
      checked[i + 1] = capped(meter + " " + labels[i], labels[i + 1]);
    }
    return checked;
  }

  private String capped(String label, String value) {
    Set<String> known = values.computeIfAbsent(label, _ -> new HashSet<>());
    if (known.contains(value)) {
      return value;
    }
    if (known.size() >= MOST_VALUES || value.length() > MOST_CHARACTERS) {
      return OTHER;
    }
    known.add(value);
    return value;
  }

  private static void check(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "expected lower-case words with underscores, found \"" + name + "\"");
    }
  }
}
