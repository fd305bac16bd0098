package io.sluice.runtime.registry;

import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsException;
import io.sluice.runtime.plugin.InstalledPlugin;
import io.sluice.runtime.plugin.PluginCatalog;
import io.sluice.runtime.plugin.PluginKind;
import io.sluice.runtime.plugin.PluginSpec;
import io.sluice.runtime.plugin.PluginTrial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds what is wrong with the plugins that a service names, as far as their declarations show it:
 * nothing is made for that.
 */
final class PluginFaults {

  private final PluginCatalog catalog;
  private final List<SettingsException> found = new ArrayList<>();

  private PluginFaults(PluginCatalog catalog) {
    this.catalog = catalog;
  }

  /**
   * Every such fault.
   *
   * @param pointer where the service stands in the user's document
   */
  static List<SettingsException> of(Policies policies, String pointer, PluginCatalog catalog) {
    PluginFaults faults = new PluginFaults(catalog);
    faults.look(PluginKind.BALANCER, policies.balancer(), pointer + "/balancer");
    if (!policies.limiter().isNone()) {
      faults.look(PluginKind.LIMITER, policies.limiter().plugin(), pointer + "/limiter");
    }
    if (!policies.probe().isNone()) {
      faults.look(PluginKind.PROBE, policies.probe().plugin(), pointer + "/probe");
    }
    for (int i = 0; i < policies.filters().size(); i++) {
      String place = pointer + "/filters/" + i;
      faults.look(PluginKind.FILTER, policies.filters().get(i).plugin(), place);
    }
    return faults.found;
  }

  private void look(PluginKind kind, PluginSpec spec, String pointer) {
    Optional<InstalledPlugin> plugin = catalog.find(kind, spec.name());
    if (plugin.isEmpty()) {
      String unknown = Settings.unknown(spec.name(), catalog.names(kind));
      found.add(new SettingsException(pointer + "/name", kind.word() + " " + unknown));
      return;
    }
    PluginTrial.schema(plugin.get()).faults(spec.settings()).stream()
        .map(fault -> new SettingsException(pointer + fault.pointer(), fault.problem()))
        .forEach(found::add);
  }
}
