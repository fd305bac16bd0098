package io.sluice.runtime.plugin;

import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsException;
import io.sluice.runtime.plugin.InstalledPlugin.Origin;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * All plugins there are at one moment, by kind and name. Immutable; when plugins come or go, there
 * is another catalog.
 */
public final class PluginCatalog {

  private final List<InstalledPlugin> all;
  private final Map<PluginKind, Map<String, InstalledPlugin>> byKind =
      new EnumMap<>(PluginKind.class);
  private final List<Duplicate> duplicates = new ArrayList<>();

  /** A plugin that is not used, and why. */
  private record Duplicate(Origin origin, String reason) {}

  /**
   * A catalog of these plugins. Of two with the same kind and name the first stays; the other is a
   * fault.
   */
  public PluginCatalog(List<InstalledPlugin> plugins) {
    all = List.copyOf(plugins);
    for (PluginKind kind : PluginKind.values()) {
      byKind.put(kind, new TreeMap<>());
    }
    all.forEach(this::add);
  }

  private void add(InstalledPlugin plugin) {
    InstalledPlugin first = of(plugin.kind()).putIfAbsent(plugin.name(), plugin);
    if (first != null) {
      duplicates.add(
          new Duplicate(
              plugin.origin(),
              "there is a %s \"%s\" already, from %s (module %s); that of module %s is not used"
                  .formatted(
                      plugin.kind().word(),
                      plugin.name(),
                      first.origin(),
                      first.module(),
                      plugin.module())));
    }
  }

  /** The same catalog with these plugins, too; those that are there go before them. */
  public PluginCatalog with(List<InstalledPlugin> more) {
    List<InstalledPlugin> next = new ArrayList<>(all);
    next.addAll(more);
    return new PluginCatalog(next);
  }

  /** The same catalog without what comes from there. */
  public PluginCatalog without(Origin gone) {
    return new PluginCatalog(all.stream().filter(plugin -> !plugin.origin().equals(gone)).toList());
  }

  /** The same catalog with these in the place of what comes from there. */
  public PluginCatalog with(Origin gone, List<InstalledPlugin> instead) {
    List<InstalledPlugin> next = new ArrayList<>();
    List<InstalledPlugin> left = new ArrayList<>(instead);
    for (InstalledPlugin plugin : all) {
      if (plugin.origin().equals(gone)) {
        next.addAll(left);
        left.clear();
      } else {
        next.add(plugin);
      }
    }
    next.addAll(left);
    return new PluginCatalog(next);
  }

  /** Why plugins that come from there are not used: one line for each, without its origin. */
  public List<String> duplicates(Origin origin) {
    return duplicates.stream()
        .filter(duplicate -> duplicate.origin().equals(origin))
        .map(Duplicate::reason)
        .toList();
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

  /**
   * Whether instances of a plugin are those that its name stands for: it can be named, or no other
   * can be in its place.
   */
  public boolean holds(InstalledPlugin plugin) {
    return find(plugin.kind(), plugin.name()).map(InstalledPlugin::origin).stream()
        .allMatch(plugin.origin()::equals);
  }

  /**
   * The plugin of that kind and name.
   *
   * @param pointer where in the user's document it is named
   * @throws SettingsException if there is none
   */
  InstalledPlugin named(PluginKind kind, String name, String pointer) {
    return find(kind, name)
        .orElseThrow(() ->
            new SettingsException(
                pointer + "/name", kind.word() + " " + Settings.unknown(name, names(kind))));
  }

  private Map<String, InstalledPlugin> of(PluginKind kind) {
    return byKind.getOrDefault(kind, Map.of());
  }
}
