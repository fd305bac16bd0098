package io.sluice.runtime.plugin;

import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
    controller.addExports(
        layer.findModule("io.sluice.runtime").orElseThrow(),
        "io.sluice.runtime.plugin",
        ModularRuntime.class.getModule());
  }

  static List<Path> classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !FOR_TESTS.matcher(entry).find())
        .map(Path::of)
        .toList();
  }

  /** What is found in a folder: the names of plugins, then the faults. */
  Found load(Path folder) throws ReflectiveOperationException {
    Class<?> type =
        layer.findLoader("io.sluice.runtime").loadClass("io.sluice.runtime.plugin.PluginFolder");
    Object loaded = type.getMethod("load", Path.class).invoke(type, folder);
    List<String> names = new ArrayList<>();
    for (Object plugin : (List<?>) type.getMethod("plugins").invoke(loaded)) {
      names.add((String) plugin.getClass().getMethod("name").invoke(plugin));
    }
    List<String> faults = new ArrayList<>();
    for (Object fault : (List<?>) type.getMethod("faults").invoke(loaded)) {
      faults.add((String) fault);
    }
    type.getMethod("close").invoke(loaded);
    return new Found(names, faults);
  }

  record Found(List<String> names, List<String> faults) {}
}
