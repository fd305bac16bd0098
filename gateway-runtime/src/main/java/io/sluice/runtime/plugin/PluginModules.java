package io.sluice.runtime.plugin;

import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleDescriptor.Version;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The modules of one jar or folder, and the rules they keep: no copy of the plugin contract, none
 * of the gateway's own libraries, no contract newer than the gateway's.
 */
final class PluginModules {

  private static final String API = "io.sluice.api";

  /** What plugins may use of the gateway, besides the modules of the JDK. */
  private static final Set<String> OFFERED = Set.of(API, "org.jspecify");

  private final ModuleFinder finder;
  private final ModuleLayer parent;
  private final Set<ModuleDescriptor> descriptors;

  private PluginModules(ModuleFinder finder, ModuleLayer parent) {
    this.finder = finder;
    this.parent = parent;
    this.descriptors =
        finder.findAll().stream().map(ModuleReference::descriptor).collect(Collectors.toSet());
  }

  /**
   * A layer of its own, on top of the parent, with the modules of a jar or folder; where it has a
   * module that the parent has, too, its own is used.
   *
   * @throws PluginRefusedException if they break a rule
   * @throws java.lang.module.FindException if one can't be read or a needed one is not there
   * @throws java.lang.module.ResolutionException if they do not go together
   * @throws LayerInstantiationException if they do not go together
   */
  static ModuleLayer layer(Path jarOrFolder, ModuleLayer parent) {
    PluginModules modules = new PluginModules(ModuleFinder.of(jarOrFolder), parent);
    modules.check();
    return modules.define();
  }

  private void check() {
    if (descriptors.isEmpty()) {
      throw new PluginRefusedException("there is no module in it");
    }
    descriptors.forEach(this::check);
    if (descriptors.stream().noneMatch(PluginModules::providesPlugin)) {
      throw new PluginRefusedException(
          "no module in it provides a plugin; its module-info says \"provides ... with ...\"");
    }
  }

  private void check(ModuleDescriptor descriptor) {
    if (descriptor.packages().contains(API)) {
      throw new PluginRefusedException(
          "module " + descriptor.name() + " brings a copy of " + API + "; leave it out");
    }
    for (Requires requires : descriptor.requires()) {
      if (!requires.modifiers().contains(Requires.Modifier.STATIC)) {
        checkOffered(descriptor.name(), requires.name());
      }
      if (requires.name().equals(API)) {
        requires.compiledVersion().ifPresent(version -> checkVersion(descriptor.name(), version));
      }
    }
  }

  private void checkOffered(String module, String required) {
    boolean offered =
        OFFERED.contains(required)
            || required.startsWith("java.")
            || required.startsWith("jdk.")
            || finder.find(required).isPresent();
    if (!offered) {
      throw new PluginRefusedException(
          "module %s requires %s, which is not in it; the gateway's own libraries are not offered"
              .formatted(module, required));
    }
  }

  private void checkVersion(String module, Version compiled) {
    Optional<Version> ours =
        parent.findModule(API).map(Module::getDescriptor).flatMap(ModuleDescriptor::version);
    if (ours.isPresent() && ours.get().compareTo(compiled) < 0) {
      throw new PluginRefusedException(
          "module %s was compiled against %s %s; this gateway has %s"
              .formatted(module, API, compiled, ours.get()));
    }
  }

  private static boolean providesPlugin(ModuleDescriptor descriptor) {
    Set<String> kinds = new HashSet<>();
    for (PluginKind kind : PluginKind.values()) {
      kinds.add(kind.provider().getName());
    }
    return descriptor.provides().stream().anyMatch(provides -> kinds.contains(provides.service()));
  }

  private ModuleLayer define() {
    Set<String> names =
        descriptors.stream().map(ModuleDescriptor::name).collect(Collectors.toSet());
    Configuration configuration = parent.configuration().resolve(finder, ModuleFinder.of(), names);
    return ModuleLayer.defineModulesWithOneLoader(
            configuration, List.of(parent), ClassLoader.getPlatformClassLoader())
        .layer();
  }
}
