package io.sluice.runtime.layer;

import io.sluice.runtime.plugin.InstalledPlugin;
import io.sluice.runtime.plugin.InstalledPlugin.Origin;
import java.util.List;

/**
 * A jar or folder that was loaded.
 *
 * @param origin where it is, and who needs it
 * @param plugins what is in it
 * @param faults why a provider in it is not used, in one line each
 * @param onLetGo what is done when it is let go of
 */
public record PluginLayer(
    Origin.Dropped origin, List<InstalledPlugin> plugins, List<String> faults, Runnable onLetGo) {

  /** Copies the lists. */
  public PluginLayer {
    plugins = List.copyOf(plugins);
    faults = List.copyOf(faults);
  }

  /** Whether one of its plugins has the kind and name of one of the other's. */
  public boolean sharesNameWith(PluginLayer other) {
    return plugins.stream()
        .anyMatch(own ->
            other.plugins.stream()
                .anyMatch(its -> its.kind() == own.kind() && its.name().equals(own.name())));
  }

  /** Ends its use by who had it loaded; it goes when the last instance of its plugins has. */
  public void letGo() {
    onLetGo.run();
    origin.use().end();
  }
}
