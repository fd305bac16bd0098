package io.sluice.runtime.plugin;

import io.sluice.runtime.metrics.InstanceState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A plugin as it is shown.
 *
 * @param plugin which one
 * @param state how it is
 * @param services those that use it, in the order of their names
 * @param instances how each of its instances is, in the order of their services
 */
public record PluginView(
    InstalledPlugin plugin, PluginState state, List<String> services, List<Condition> instances) {

  /** Copies the lists. */
  public PluginView {
    services = List.copyOf(services);
    instances = List.copyOf(instances);
  }

  /** How the instance is that is worst; {@code OK} if there is none. */
  public InstanceState worst() {
    return instances.stream()
        .map(Condition::state)
        .max(Comparator.naturalOrder())
        .orElse(InstanceState.OK);
  }

  /** Tells plugins apart without asking them. */
  private record Key(PluginKind kind, String name, InstalledPlugin.Origin origin) {

    static Key of(InstalledPlugin plugin) {
      return new Key(plugin.kind(), plugin.name(), plugin.origin());
    }
  }

  /** What uses a plugin. */
  private record Use(InstalledPlugin plugin, List<String> services, List<Guard> instances) {

    static Use none(InstalledPlugin plugin) {
      return new Use(plugin, new ArrayList<>(), new ArrayList<>());
    }

    PluginView view(PluginCatalog catalog) {
      boolean named =
          catalog
              .find(plugin.kind(), plugin.name())
              .filter(found -> found.origin().equals(plugin.origin()))
              .isPresent();
      return new PluginView(
          plugin,
          PluginState.of(named, List.copyOf(instances)),
          services.stream().distinct().sorted().toList(),
          instances.stream()
              .map(Guard::condition)
              .sorted(Comparator.comparing(Condition::service))
              .toList());
    }
  }

  /**
   * All plugins that can be named or are in use, by kind and name.
   *
   * @param instances those of each service, by its name
   */
  public static List<PluginView> of(PluginCatalog catalog, Map<String, List<Guard>> instances) {
    Map<Key, Use> uses = new LinkedHashMap<>();
    catalog.plugins().forEach(plugin -> uses.put(Key.of(plugin), Use.none(plugin)));
    instances.forEach((service, guards) -> {
      for (Guard guard : guards) {
        Use use = uses.computeIfAbsent(Key.of(guard.plugin()), _ -> Use.none(guard.plugin()));
        use.services().add(service);
        use.instances().add(guard);
      }
    });
    return uses.values().stream()
        .map(use -> use.view(catalog))
        .sorted(
            Comparator.comparing((PluginView view) -> view.plugin().kind())
                .thenComparing(view -> view.plugin().name())
                .thenComparing(PluginView::state))
        .toList();
  }
}
