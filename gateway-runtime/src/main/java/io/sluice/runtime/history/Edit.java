package io.sluice.runtime.history;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one change did to a configuration: enough to do it again, and to undo it.
 *
 * @param at when it was
 * @param author who made it
 * @param what what was done, in a few words
 * @param effects what followed from it, in sentences
 * @param before the documents of the services it touched, as they were; without those that were not
 *     there
 * @param after the same as they were then; without those that were not there any more
 */
public record Edit(
    Instant at,
    String author,
    String what,
    List<String> effects,
    Map<String, Map<String, Object>> before,
    Map<String, Map<String, Object>> after) {

  /** Copies list and maps. */
  public Edit {
    effects = List.copyOf(effects);
    before = Collections.unmodifiableMap(new TreeMap<>(before));
    after = Collections.unmodifiableMap(new TreeMap<>(after));
  }

  /** The names of the services it touched, in their order. */
  public List<String> services() {
    TreeMap<String, Object> names = new TreeMap<>(before);
    names.putAll(after);
    return List.copyOf(names.keySet());
  }

  /** In what the configuration differs from that of before. */
  public Difference difference() {
    return new Difference(Documents.difference(before, after), effects);
  }

  Revision as(long number) {
    return new Revision(number, at, author, what, services(), difference());
  }
}
