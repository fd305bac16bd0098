package io.sluice.runtime.plugin;

import io.sluice.api.balancer.BalancerProvider;
import io.sluice.api.filter.FilterProvider;
import io.sluice.api.limiter.LimiterProvider;
import io.sluice.api.plugin.PluginProvider;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsException;
import io.sluice.api.probe.ProbeProvider;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** All plugins there are, by kind and name. Immutable. */
public final class PluginCatalog {

  private final Map<PluginKind, Map<String, InstalledPlugin>> byKind =
      new EnumMap<>(PluginKind.class);
  private final List<String> faults = new ArrayList<>();

  /** A catalog of the plugins of the image and of the plugin folder. */
  public static PluginCatalog of(List<InstalledPlugin> builtIn, PluginFolder dropped) {
    List<InstalledPlugin> all = new ArrayList<>(builtIn);
    all.addAll(dropped.plugins());
    PluginCatalog catalog = new PluginCatalog(all);
    catalog.faults.addAll(0, dropped.faults());
    return catalog;
  }

  /**
   * A catalog of these plugins. Of two with the same kind and name the first stays; the other is a
   * fault.
   */
  public PluginCatalog(List<InstalledPlugin> plugins) {
    for (PluginKind kind : PluginKind.values()) {
      byKind.put(kind, new TreeMap<>());
    }
    plugins.forEach(this::add);
  }

  private void add(InstalledPlugin plugin) {
    InstalledPlugin first = of(plugin.kind()).putIfAbsent(plugin.name(), plugin);
    if (first != null) {
      faults.add(
          "plugin %s (module %s) is not used: there is a %s \"%s\" already, from %s (module %s)"
              .formatted(
                  plugin.origin(),
                  plugin.module(),
                  plugin.kind().word(),
                  plugin.name(),
                  first.origin(),
                  first.module()));
    }
  }

  /** One line, fit for the log, for each plugin that is not used, and why. */
  public List<String> faults() {
    return List.copyOf(faults);
  }

  /** All plugins, by kind, in the order of their names. */
  public List<InstalledPlugin> plugins() {
    return byKind.values().stream().flatMap(names -> names.values().stream()).toList();
  }

  /** The names of a kind's plugins. */
  public Set<String> names(PluginKind kind) {
    return Set.copyOf(of(kind).keySet());
  }

  /** The plugin of that kind and name. */
  public Optional<InstalledPlugin> find(PluginKind kind, String name) {
    return Optional.ofNullable(of(kind).get(name));
  }

  BalancerProvider balancer(PluginSpec spec, String pointer) {
    return (BalancerProvider) find(PluginKind.BALANCER, spec, pointer);
  }

  LimiterProvider limiter(PluginSpec spec, String pointer) {
    return (LimiterProvider) find(PluginKind.LIMITER, spec, pointer);
  }

  ProbeProvider probe(PluginSpec spec, String pointer) {
    return (ProbeProvider) find(PluginKind.PROBE, spec, pointer);
  }

  FilterProvider filter(PluginSpec spec, String pointer) {
    return (FilterProvider) find(PluginKind.FILTER, spec, pointer);
  }

  private PluginProvider<?> find(PluginKind kind, PluginSpec spec, String pointer) {
    InstalledPlugin plugin = of(kind).get(spec.name());
    if (plugin == null) {
      throw new SettingsException(
          pointer + "/name", kind.word() + " " + Settings.unknown(spec.name(), names(kind)));
    }
    return plugin.provider();
  }

  private Map<String, InstalledPlugin> of(PluginKind kind) {
    return byKind.getOrDefault(kind, Map.of());
  }
}
