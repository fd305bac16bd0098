package io.sluice.runtime.layer;

import io.sluice.runtime.plugin.InstalledPlugin;
import io.sluice.runtime.plugin.InstalledPlugin.Origin;
import java.util.List;

/** Finds the plugins that come with the run-time image. */
public final class BuiltInPlugins {

  private BuiltInPlugins() {}

  /**
   * Those of the gateway's own layer.
   *
   * @throws IllegalStateException if one of them fails: the image is broken
   */
  public static List<InstalledPlugin> find() {
    LayerPlugins found = LayerPlugins.find(layer(), new Origin.BuiltIn());
    if (!found.faults().isEmpty()) {
      throw new IllegalStateException(String.join("; ", found.faults()));
    }
    return found.plugins();
  }

  /** The gateway's own layer. */
  static ModuleLayer layer() {
    ModuleLayer own = BuiltInPlugins.class.getModule().getLayer();
    return own == null ? ModuleLayer.boot() : own; // null on the class path, as in tests
  }
}
