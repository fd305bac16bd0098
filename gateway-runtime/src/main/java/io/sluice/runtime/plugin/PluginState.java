package io.sluice.runtime.plugin;

import java.util.List;
import java.util.Locale;

/** How a plugin is, as administrators see it. */
public enum PluginState {
  /** It can be named. */
  ACTIVE,
  /** It was taken out of the plugin folder, and serves on until nothing uses it. */
  ORPHANED;

  /**
   * The state of a plugin.
   *
   * @param named whether it can be named
   * @param instances all there are of it
   */
  static PluginState of(boolean named, List<Guard> instances) {
    return named ? ACTIVE : ORPHANED;
  }

  /** The word for it in documents. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
