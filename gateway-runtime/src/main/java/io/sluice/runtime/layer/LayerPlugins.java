package io.sluice.runtime.layer;

import io.sluice.api.plugin.PluginProvider;
import io.sluice.runtime.plugin.InstalledPlugin;
import io.sluice.runtime.plugin.InstalledPlugin.Origin;
import io.sluice.runtime.plugin.PluginKind;
import java.lang.module.ModuleDescriptor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The plugins that the modules of one layer provide, those of its parents left out. One that fails
 * does not keep the next from being found. Used once, by one thread.
 */
final class LayerPlugins {

  /** A provider that can't even be found must not keep the search going in circles. */
  private static final int MOST_FAULTS = 20;

  private final ModuleLayer layer;
  private final Origin origin;
  private final List<InstalledPlugin> plugins = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  private LayerPlugins(ModuleLayer layer, Origin origin) {
    this.layer = layer;
    this.origin = origin;
  }

  /** Looks for the plugins of a layer. */
  static LayerPlugins find(ModuleLayer layer, Origin origin) {
    LayerPlugins found = new LayerPlugins(layer, origin);
    for (PluginKind kind : PluginKind.values()) {
      found.find(kind);
    }
    return found;
  }

  List<InstalledPlugin> plugins() {
    return List.copyOf(plugins);
  }

  /** Why one was not taken, for each that was not. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  private void find(PluginKind kind) {
    Iterator<? extends ServiceLoader.Provider<? extends PluginProvider<?>>> providers =
        ServiceLoader.load(layer, kind.provider()).stream().iterator();
    boolean more = true;
    while (more && faults.size() < MOST_FAULTS) {
      try {
        more = providers.hasNext();
        if (more) {
          take(kind, providers.next());
        }
      } catch (ServiceConfigurationError e) {
        faults.add(OneLine.of(e));
      }
    }
  }

  private void take(PluginKind kind, ServiceLoader.Provider<? extends PluginProvider<?>> provider) {
    Module module = provider.type().getModule();
    if (module.getLayer() != layer) {
      return;
    }
    ModuleDescriptor descriptor = module.getDescriptor();
    try {
      PluginProvider<?> made = provider.get();
      plugins.add(
          new InstalledPlugin(
              kind,
              made.name(),
              made,
              descriptor.name(),
              descriptor.rawVersion().orElse(""),
              origin));
    } catch (Throwable e) {
      faults.add(OneLine.of(e));
    }
  }
}
