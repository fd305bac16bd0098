package io.sluice.runtime.config;

import io.sluice.api.plugin.Settings;
import java.util.Map;

/**
 * A part of the configuration file that another room reads, as often as it likes.
 *
 * @param pointer its place in the file, as a JSON pointer (RFC 6901)
 * @param values what stands there
 */
public record Section(String pointer, Map<String, ?> values) {

  /** Copies the values. */
  public Section {
    values = Map.copyOf(values);
  }

  /** A view of it of which nothing was read yet. */
  public Settings settings() {
    return Settings.of(values, pointer);
  }
}
