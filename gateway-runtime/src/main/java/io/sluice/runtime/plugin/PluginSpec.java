package io.sluice.runtime.plugin;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which plugin, with which settings. Two are equal if they say the same.
 *
 * @param name the plugin's name within its kind
 * @param settings what it is told, as in a JSON or YAML document; unmodifiable all the way down
 */
public record PluginSpec(String name, Map<String, Object> settings) {

  /** Copies the settings. */
  public PluginSpec {
    settings = copy(settings);
  }

  /** A plugin as it is without any setting. */
  public static PluginSpec of(String name) {
    return new PluginSpec(name, Map.of());
  }

  private static Map<String, Object> copy(Map<?, ?> map) {
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> copy.put((String) key, copyValue(value)));
    return Collections.unmodifiableMap(copy);
  }

  private static Object copyValue(Object value) {
    return switch (value) {
      case Map<?, ?> map -> copy(map);
      case List<?> list -> list.stream().map(PluginSpec::copyValue).toList();
      default -> value;
    };
  }
}
