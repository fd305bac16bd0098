package io.sluice.runtime.layer;

import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The gateway as modules, although tests run on the class path: a layer with the runtime, the
 * contract and all that they need, in which a plugin folder can be loaded as in the image.
 */
final class ModularRuntime {

  private static final Pattern FOR_TESTS =
      Pattern.compile("test-classes|junit|jqwik|archunit|opentest4j|apiguardian|slf4j|testkit");

  private final ModuleLayer layer;

  ModularRuntime() {
    ModuleFinder finder = ModuleFinder.of(classPath().toArray(Path[]::new));
    Configuration configuration =
        ModuleLayer.boot()
            .configuration()
            .resolve(finder, ModuleFinder.of(), Set.of("io.sluice.runtime"));
    ModuleLayer.Controller controller =
        ModuleLayer.defineModulesWithOneLoader(
            configuration, List.of(ModuleLayer.boot()), ClassLoader.getPlatformClassLoader());
    layer = controller.layer();
    Module runtime = layer.findModule("io.sluice.runtime").orElseThrow();
    for (String room : List.of("layer", "plugin")) {
      controller.addExports(runtime, "io.sluice.runtime." + room, ModularRuntime.class.getModule());
    }
  }

  static List<Path> classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !FOR_TESTS.matcher(entry).find())
        .map(Path::of)
        .toList();
  }

  /** What is found in a folder: the names of plugins, then the faults. */
  Found load(Path folder) throws ReflectiveOperationException {
    List<String> names = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    try (Loaded loaded = new Loaded()) {
      for (Path path : list(folder)) {
        try {
          Object found = loaded.load(path);
          for (Object plugin : (List<?>) call(found, "plugins")) {
            names.add((String) call(plugin, "name"));
          }
          for (Object fault : (List<?>) call(found, "faults")) {
            faults.add(path.getFileName() + ": " + fault);
          }
        } catch (InvocationTargetException e) {
          faults.add(path.getFileName() + ": " + e.getTargetException().getMessage());
        }
      }
    }
    return new Found(names, faults);
  }

  record Found(List<String> names, List<String> faults) {}

  private Set<Path> list(Path folder) throws ReflectiveOperationException {
    Object listed =
        call(type("PluginFolder").getConstructor(Path.class).newInstance(folder), "list");
    Set<Path> paths = new TreeSet<>();
    ((Map<?, ?>) call(listed, "hashes")).keySet().forEach(path -> paths.add((Path) path));
    return paths;
  }

  private Class<?> type(String name) throws ClassNotFoundException {
    return layer.findLoader("io.sluice.runtime").loadClass("io.sluice.runtime.layer." + name);
  }

  static Object call(Object target, String method) throws ReflectiveOperationException {
    return target.getClass().getMethod(method).invoke(target);
  }

  /** The gateway's loader of plugins. */
  final class Loaded implements AutoCloseable {

    private final Object layers;

    Loaded() throws ReflectiveOperationException {
      layers = type("PluginLayers").getConstructor().newInstance();
    }

    /** Loads a jar or folder. */
    Object load(Path path) throws ReflectiveOperationException {
      return layers.getClass().getMethod("load", Path.class).invoke(layers, path);
    }

    int unreclaimed() throws ReflectiveOperationException {
      return (int) call(layers, "unreclaimed");
    }

    @Override
    public void close() throws ReflectiveOperationException {
      Object _ = call(layers, "close");
    }
  }
}
