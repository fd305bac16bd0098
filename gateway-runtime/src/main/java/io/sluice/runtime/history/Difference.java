package io.sluice.runtime.history;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * In what one configuration differs from another.
 *
 * @param steps what is to be done to the one to have the other
 * @param effects what follows for requests, endpoints and plugins, in sentences; empty where that
 *     is not known
 */
public record Difference(List<Step> steps, List<String> effects) {

  /** Between a configuration and itself. */
  public static final Difference NONE = new Difference(List.of(), List.of());

  /** Copies the lists. */
  public Difference {
    steps = List.copyOf(steps);
    effects = List.copyOf(effects);
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return steps.isEmpty();
  }

  /** The difference as it is shown: {@code steps}, {@code effects}. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("steps", steps.stream().map(Step::toMap).toList());
    map.put("effects", effects);
    return map;
  }
}
