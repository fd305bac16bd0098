package io.sluice.runtime.registry;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What the texts in a specification may look like; each check throws what is wrong. */
final class SpecSyntax {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,63}");
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9._:=/-]{1,63}");

  private SpecSyntax() {}

  static void checkName(String name) {
    if (!NAME.matcher(name).matches() || name.equals(".") || name.equals("..")) {
      throw new IllegalArgumentException(
          "a service's name is 1 to 63 letters, digits, dots, hyphens and underscores, not \""
              + name
              + "\"");
    }
  }

  static void checkTag(String tag) {
    if (!TAG.matcher(tag).matches()) {
      throw new IllegalArgumentException(
          "a tag is 1 to 63 letters, digits and signs of \". _ : = / -\", not \"" + tag + "\"");
    }
  }

  static void checkDistinct(String what, List<?> values) {
    Set<Object> seen = new HashSet<>();
    for (Object value : values) {
      if (!seen.add(value)) {
        throw new IllegalArgumentException(what + " " + value + " is named twice");
      }
    }
  }

  /** The shortest form that settings take for a duration of whole milliseconds. */
  static String format(Duration duration) {
    long millis = duration.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }
}
