package io.sluice.runtime.layer;

import io.sluice.runtime.plugin.InstalledPlugin.Origin;
import io.sluice.runtime.plugin.LayerUse;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Loads jars and folders, each in a layer and with a class loader of its own, and keeps count of
 * those that were let go of and are still in memory.
 *
 * <p>Jars are copied aside before they are opened, so that one that is overwritten in place does
 * not break under the feet of those who use it. The copy is deleted when its layer ends. Safe for
 * any thread.
 */
public final class PluginLayers implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(PluginLayers.class.getName());

  /** The class loaders of layers that were let go of. */
  private final Set<WeakReference<ClassLoader>> letGo = ConcurrentHashMap.newKeySet();

  private final Set<Path> copies = ConcurrentHashMap.newKeySet();

  /**
   * Loads a jar or folder.
   *
   * @throws PluginRefusedException if it can't be used
   */
  public PluginLayer load(Path jarOrFolder) {
    Path aside;
    try {
      aside = Files.createTempDirectory("sluice-plugin-");
    } catch (IOException e) {
      throw new PluginRefusedException(OneLine.of(e));
    }
    copies.add(aside);
    try {
      return load(jarOrFolder, aside);
    } catch (Throwable e) {
      delete(aside);
      // people do not know the copy
      throw new PluginRefusedException(OneLine.of(e).replace(aside + "/", ""));
    }
  }

  private PluginLayer load(Path jarOrFolder, Path aside) throws IOException {
    Path copy = copy(jarOrFolder, aside);
    ModuleLayer layer = PluginModules.layer(copy, BuiltInPlugins.layer());
    WeakReference<ClassLoader> loader =
        new WeakReference<>(layer.findLoader(layer.modules().iterator().next().getName()));
    LayerUse use = new LayerUse(() -> delete(aside));
    Origin.Dropped origin = new Origin.Dropped(jarOrFolder, ContentHash.of(copy), use);
    LayerPlugins found = LayerPlugins.find(layer, origin);
    return new PluginLayer(origin, found.plugins(), found.faults(), () -> letGo.add(loader));
  }

  private static Path copy(Path path, Path aside) throws IOException {
    if (!Files.isDirectory(path)) {
      return Files.copy(path, aside.resolve(path.getFileName()));
    }
    for (Path jar : PluginFolder.jars(path)) {
      Files.copy(jar, aside.resolve(jar.getFileName()));
    }
    return aside;
  }

  /**
   * How many layers were let go of and are still in memory: because instances of their plugins
   * serve, because the collector has not come by, or because something does not let go.
   */
  public int unreclaimed() {
    letGo.removeIf(loader -> loader.refersTo(null));
    return letGo.size();
  }

  private void delete(Path aside) {
    copies.remove(aside);
    try (Stream<Path> files = Files.walk(aside)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "a copy of a plugin stays in " + aside, e);
    }
  }

  /** Deletes all copies: for when no plugin is used any more. */
  @Override
  public void close() {
    List.copyOf(copies).forEach(this::delete);
  }
}
