package io.sluice.runtime.config;

import io.sluice.api.plugin.SettingsException;
import java.util.Map;
import java.util.Optional;

/**
 * Tells at which line of the configuration file a value stands, so that whoever finds it wrong
 * later can say so.
 *
 * @param file the file's name as the user gave it
 * @param lines the lines of keys and list elements, counted from one, by JSON pointer
 */
public record ConfigSource(String file, Map<String, Integer> lines) {

  /** Copies the map. */
  public ConfigSource {
    lines = Map.copyOf(lines);
  }

  /** The same fault with file and line. */
  public ConfigException locate(SettingsException fault) {
    return at(fault.pointer(), fault.problem());
  }

  ConfigException at(String pointer, String problem) {
    String place = pointer.isEmpty() ? "" : " at " + pointer;
    return new ConfigException(file + line(pointer) + ": " + problem + place);
  }

  private String line(String pointer) {
    for (String place = pointer; !place.isEmpty(); place = parent(place)) {
      Optional<Integer> line = Optional.ofNullable(lines.get(place));
      if (line.isPresent()) {
        return ":" + line.get();
      }
    }
    return "";
  }

  private static String parent(String pointer) {
    return pointer.substring(0, pointer.lastIndexOf('/'));
  }
}
