package io.sluice.runtime.plugin;

import io.sluice.api.plugin.PluginProvider;
import java.lang.module.ModuleDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** Finds the plugins that come with the run-time image. */
public final class BuiltInPlugins {

  private BuiltInPlugins() {}

  /** Those of the boot layer. */
  public static List<InstalledPlugin> find() {
    List<InstalledPlugin> plugins = new ArrayList<>();
    for (PluginKind kind : PluginKind.values()) {
      for (PluginProvider<?> provider : ServiceLoader.load(ModuleLayer.boot(), kind.provider())) {
        plugins.add(installed(kind, provider, new InstalledPlugin.Origin.BuiltIn()));
      }
    }
    return plugins;
  }

  static InstalledPlugin installed(
      PluginKind kind, PluginProvider<?> provider, InstalledPlugin.Origin origin) {
    ModuleDescriptor descriptor = provider.getClass().getModule().getDescriptor();
    return new InstalledPlugin(
        kind,
        provider.name(),
        provider,
        descriptor.name(),
        descriptor.rawVersion().orElse(""),
        origin);
  }
}
