package io.sluice.runtime.swap;

import io.sluice.api.plugin.SettingsException;
import io.sluice.runtime.events.Events;
import io.sluice.runtime.layer.PluginFolder;
import io.sluice.runtime.layer.PluginLayer;
import io.sluice.runtime.layer.PluginRefusedException;
import io.sluice.runtime.plugin.InstalledPlugin;
import io.sluice.runtime.plugin.PluginCatalog;
import io.sluice.runtime.registry.Change;
import io.sluice.runtime.registry.ChangeResult;
import io.sluice.runtime.registry.Registry;
import io.sluice.runtime.swap.SwapReport.Refused;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One time of looking through the plugin folder: first what is there with another content, then
 * what is new, at last what is gone. What is new and has a name of what is gone takes its place, as
 * a jar does that has the version in its name. Used once, by one thread.
 */
final class SwapRound {

  private static final System.Logger LOG = System.getLogger(SwapRound.class.getName());

  private final Map<Path, PluginLayer> loaded;
  private final Function<Path, PluginLayer> loader;
  private final Registry registry;
  private final Events events;
  private final List<PluginLayer> added = new ArrayList<>();
  private final List<PluginLayer> replaced = new ArrayList<>();
  private final List<PluginLayer> removed = new ArrayList<>();
  private final List<PluginLayer> kept = new ArrayList<>();
  private final List<Refused> refused = new ArrayList<>();

  SwapRound(
      Map<Path, PluginLayer> loaded,
      Function<Path, PluginLayer> loader,
      Registry registry,
      Events events) {
    this.loaded = new TreeMap<>(loaded);
    this.loader = loader;
    this.registry = registry;
    this.events = events;
  }

  SwapReport run(PluginFolder.Listing listing) {
    listing.unreadable().forEach((path, reason) -> refused.add(new Refused(path, reason)));
    Map<Path, PluginLayer> gone = new TreeMap<>(loaded);
    gone.keySet().removeAll(listing.hashes().keySet());
    gone.keySet().removeAll(listing.unreadable().keySet());
    listing.hashes().forEach((path, hash) -> renew(path, hash));
    listing.hashes().keySet().stream()
        .filter(path -> !loaded.containsKey(path))
        .forEach(path -> add(path, gone));
    gone.values().forEach(this::remove);
    loaded.values().forEach(this::reportDuplicates);
    return new SwapReport(added, replaced, removed, kept, refused);
  }

  /** What is loaded after it. */
  Map<Path, PluginLayer> loaded() {
    return loaded;
  }

  private void renew(Path path, String hash) {
    PluginLayer old = loaded.get(path);
    if (old == null) {
      return;
    }
    boolean same = old.origin().contentHash().equals(hash);
    if (same || !load(path, true).map(next -> replace(old, next)).orElse(false)) {
      kept.add(old);
    }
  }

  private void add(Path path, Map<Path, PluginLayer> gone) {
    Optional<PluginLayer> next = load(path, false);
    Optional<PluginLayer> before =
        next.flatMap(layer -> gone.values().stream().filter(layer::sharesNameWith).findFirst());
    if (next.isEmpty()) {
      return;
    }
    if (before.isEmpty()) {
      add(next.get());
    } else if (replace(before.get(), next.get())) {
      gone.remove(before.get().origin().path());
    }
  }

  /**
   * Loads a jar or folder.
   *
   * @param whole whether one provider at fault is enough to refuse all
   */
  private Optional<PluginLayer> load(Path path, boolean whole) {
    PluginLayer layer;
    try {
      layer = loader.apply(path);
    } catch (PluginRefusedException e) {
      refuse(path, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
    layer.faults().forEach(reason -> refuse(path, reason));
    if (!layer.faults().isEmpty() && (whole || layer.plugins().isEmpty())) {
      layer.letGo();
      return Optional.empty();
    }
    return Optional.of(layer);
  }

  private void add(PluginLayer layer) {
    PluginCatalog next = registry.catalog().with(layer.plugins());
    List<String> duplicates = next.duplicates(layer.origin());
    if (duplicates.size() == layer.plugins().size()) {
      duplicates.forEach(reason -> refuse(layer.origin().path(), reason));
      layer.letGo();
    } else if (adopt(layer, next)) {
      loaded.put(layer.origin().path(), layer);
      added.add(layer);
      tell(layer, "added", "plugin.loaded");
    } else {
      layer.letGo();
    }
  }

  private boolean replace(PluginLayer old, PluginLayer next) {
    if (!adopt(next, registry.catalog().with(old.origin(), next.plugins()))) {
      next.letGo();
      return false;
    }
    loaded.remove(old.origin().path());
    loaded.put(next.origin().path(), next);
    old.letGo();
    replaced.add(next);
    tell(next, "replaced", "plugin.replaced");
    return true;
  }

  private void remove(PluginLayer layer) {
    if (adopt(layer, registry.catalog().without(layer.origin()))) {
      loaded.remove(layer.origin().path());
      layer.letGo();
      removed.add(layer);
      tell(layer, "removed", "plugin.removed");
    } else {
      kept.add(layer);
    }
  }

  private boolean adopt(PluginLayer layer, PluginCatalog catalog) {
    try {
      ChangeResult _ = registry.apply(new Change.Adopt(catalog));
      return true;
    } catch (SettingsException e) {
      refuse(layer.origin().path(), e.pointer() + ": " + e.problem());
      return false;
    }
  }

  private void reportDuplicates(PluginLayer layer) {
    registry
        .catalog()
        .duplicates(layer.origin())
        .forEach(reason -> refuse(layer.origin().path(), reason));
  }

  private void refuse(Path path, String reason) {
    refused.add(new Refused(path, reason));
  }

  private void tell(PluginLayer layer, String what, String event) {
    String plugins =
        layer.plugins().stream()
            .map(plugin -> plugin.kind().word() + " " + plugin.name() + " of " + plugin.module())
            .collect(Collectors.joining(", "));
    List<String> users =
        registry.plugins().stream()
            .filter(view -> view.plugin().origin().equals(layer.origin()))
            .flatMap(view -> view.services().stream())
            .distinct()
            .toList();
    LOG.log(
        Level.INFO,
        "plugin {0} was {1}: {2}, SHA-256 {3}, {4}",
        layer.origin(),
        what,
        plugins,
        layer.origin().contentHash(),
        users.isEmpty() ? "used by no service" : "used by " + String.join(", ", users));
    events.publish(
        event,
        Map.of(
            "path", layer.origin().toString(),
            "contentHash", layer.origin().contentHash(),
            "plugins", layer.plugins().stream().map(SwapRound::named).toList(),
            "services", users));
  }

  /** In the same order each time. */
  private static Map<String, String> named(InstalledPlugin plugin) {
    return new TreeMap<>(Map.of("kind", plugin.kind().word(), "name", plugin.name()));
  }
}
