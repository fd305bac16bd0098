package io.sluice.runtime.rest;

import java.util.List;

/**
 * Which names somebody looks for: those with a text in them or, where it has asterisks, those that
 * are the text with anything in the place of each asterisk. Costs as much as the name is long,
 * whatever the pattern is.
 *
 * @param text the text
 */
public record NamePattern(String text) {

  private static final String WILDCARD = "*";

  /** Whether a name is one of them. */
  public boolean matches(String name) {
    if (!text.contains(WILDCARD)) {
      return name.contains(text);
    }
    List<String> parts = List.of(text.split("\\*", -1));
    String last = parts.getLast();
    if (!name.startsWith(parts.getFirst())) {
      return false;
    }
    int at = parts.getFirst().length();
    for (String part : parts.subList(1, parts.size() - 1)) {
      int found = name.indexOf(part, at);
      if (found < 0) {
        return false;
      }
      at = found + part.length();
    }
    return name.length() - last.length() >= at && name.endsWith(last);
  }
}
