package io.sluice.runtime.events;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something that has happened.
 *
 * @param id by which it is known: of all events of all processes it is the only one that has it
 * @param at when
 * @param type what kind of thing
 * @param data what is said of it; texts are cut behind {@value #MOST_TEXT} characters, since some
 *     are a plugin's or an endpoint's
 */
public record Event(String id, Instant at, String type, Map<String, Object> data) {

  /** Longer texts are cut. */
  static final int MOST_TEXT = 1000;

  /** Copies the map, in the order of its keys. */
  public Event {
    Map<String, Object> copy = new TreeMap<>();
    data.forEach((key, value) -> copy.put(key, value instanceof String text ? cut(text) : value));
    data = Collections.unmodifiableMap(copy);
  }

  private static String cut(String text) {
    return text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT) + "...";
  }
}
