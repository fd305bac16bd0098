package io.sluice.runtime.plugin;

import io.sluice.runtime.plugin.InstalledPlugin.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The plugins of the folder into which people drop them: every jar, and every folder of jars, in a
 * layer and with a class loader of its own.
 *
 * <p>Jars are copied aside before they are opened, so that one that is overwritten in place does
 * not break under the feet of those who use it. Whatever is wrong with one is told in one line, and
 * the others are taken all the same.
 */
public final class PluginFolder implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(PluginFolder.class.getName());

  private final List<InstalledPlugin> plugins = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private final List<Path> copies = new ArrayList<>();

  private PluginFolder() {}

  /**
   * Loads what is there.
   *
   * @param folder may be missing: then there is nothing
   */
  public static PluginFolder load(Path folder) {
    PluginFolder loaded = new PluginFolder();
    if (Files.isDirectory(folder)) {
      loaded.loadAll(folder);
    }
    return loaded;
  }

  /** What was found. */
  public List<InstalledPlugin> plugins() {
    return List.copyOf(plugins);
  }

  /** One line for each jar, folder or provider that can't be used. */
  public List<String> faults() {
    return List.copyOf(faults);
  }

  private void loadAll(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      entries.filter(PluginFolder::isCandidate).sorted().forEach(this::loadOne);
    } catch (IOException e) {
      faults.add("plugin folder " + folder + " can't be read: " + e);
    }
  }

  private static boolean isCandidate(Path path) {
    String name = String.valueOf(path.getFileName());
    return !name.startsWith(".") && (Files.isDirectory(path) || name.endsWith(".jar"));
  }

  private void loadOne(Path path) {
    try {
      Path aside = Files.createTempDirectory("sluice-plugin-");
      copies.add(aside);
      load(path, aside);
    } catch (IOException e) {
      fault(path, OneLine.of(e));
    }
  }

  private void load(Path path, Path aside) {
    try {
      ModuleLayer layer = PluginModules.layer(copy(path, aside), BuiltInPlugins.layer());
      LayerPlugins found = LayerPlugins.find(layer, new Origin.Dropped(path));
      plugins.addAll(found.plugins());
      found.faults().forEach(reason -> fault(path, reason));
    } catch (Throwable e) {
      fault(path, OneLine.of(e).replace(aside + "/", "")); // people do not know the copy
    }
  }

  private void fault(Path path, String reason) {
    faults.add("plugin " + path + " is not used: " + reason);
  }

  private static Path copy(Path path, Path aside) throws IOException {
    if (!Files.isDirectory(path)) {
      return Files.copy(path, aside.resolve(path.getFileName()));
    }
    try (Stream<Path> jars = Files.list(path)) {
      for (Path jar : jars.filter(file -> file.toString().endsWith(".jar")).toList()) {
        Files.copy(jar, aside.resolve(jar.getFileName()));
      }
    }
    return aside;
  }

  /** Deletes the copies: for when no plugin is used any more. */
  @Override
  public void close() {
    for (Path aside : copies) {
      try (Stream<Path> files = Files.walk(aside)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      } catch (IOException e) {
        LOG.log(System.Logger.Level.DEBUG, "a copy of a plugin stays in " + aside, e);
      }
    }
    copies.clear();
  }
}
