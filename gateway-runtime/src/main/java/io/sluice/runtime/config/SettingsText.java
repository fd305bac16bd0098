package io.sluice.runtime.config;

import java.util.Map;

/** Settings in a line of text, as they are given to a command. */
public final class SettingsText {

  private SettingsText() {}

  /**
   * Reads YAML, of which JSON is a part.
   *
   * @param name what the text is called where a fault is told
   * @throws ConfigException if it is not well-formed, or no object
   */
  public static Map<String, Object> read(String name, String text) {
    return YamlDocument.read(name, text).values();
  }
}
