package io.sluice.runtime.layer;

import io.sluice.runtime.plugin.PluginKind;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Provides;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The modules of one jar or folder, and the rules they keep: no copy of the plugin contract, none
 * of the gateway's own libraries, no version of the contract that the gateway does not run, a
 * descriptor for every module that provides plugins.
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
    this.descriptors = descriptors(finder);
  }

  private static Set<ModuleDescriptor> descriptors(ModuleFinder finder) {
    try {
      return finder.findAll().stream()
          .map(ModuleReference::descriptor)
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (FindException e) {
      if (String.valueOf(e.getMessage()).startsWith("Unable to derive module descriptor")) {
        throw MissingDescriptor.refusal();
      }
      throw e;
    }
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
    descriptors.forEach(this::checkNoCopy);
    checkDescribed();
    descriptors.forEach(this::checkRequired);
    if (descriptors.stream().allMatch(descriptor -> provided(descriptor).isEmpty())) {
      throw new PluginRefusedException(
          "no module in it provides a plugin; its module-info says \"provides ... with ...\"");
    }
  }

  private void checkNoCopy(ModuleDescriptor descriptor) {
    Set<String> contract = parent.findModule(API).map(Module::getPackages).orElse(Set.of(API));
    if (descriptor.packages().stream().anyMatch(contract::contains)) {
      throw new PluginRefusedException(
          "module " + descriptor.name() + " brings a copy of " + API + "; leave it out");
    }
  }

  /** Libraries need no descriptor of their own; what provides plugins does. */
  private void checkDescribed() {
    boolean none = descriptors.stream().allMatch(ModuleDescriptor::isAutomatic);
    descriptors.stream()
        .filter(ModuleDescriptor::isAutomatic)
        .filter(descriptor -> none || !provided(descriptor).isEmpty())
        .min(Comparator.comparing(descriptor -> provided(descriptor).isEmpty()))
        .ifPresent(descriptor -> {
          throw MissingDescriptor.refusal(descriptor);
        });
  }

  private void checkRequired(ModuleDescriptor descriptor) {
    for (Requires requires : descriptor.requires()) {
      if (!requires.modifiers().contains(Requires.Modifier.STATIC)) {
        checkOffered(descriptor.name(), requires.name());
      }
      if (requires.name().equals(API)) {
        requires
            .rawCompiledVersion()
            .ifPresent(version -> checkVersion(descriptor.name(), version));
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

  private void checkVersion(String module, String compiled) {
    parent
        .findModule(API)
        .flatMap(api -> api.getDescriptor().rawVersion())
        .filter(own -> !runs(own, compiled))
        .ifPresent(own -> {
          throw new PluginRefusedException(
              "module %s was compiled against %s %s; this gateway has %s"
                  .formatted(module, API, compiled, own));
        });
  }

  private static boolean runs(String own, String compiled) {
    Optional<ApiVersion> wanted = ApiVersion.parse(compiled);
    return own.equals(compiled)
        || ApiVersion.parse(own).filter(ours -> wanted.filter(ours::runs).isPresent()).isPresent();
  }

  /** The plugins that a module provides. */
  static List<Provides> provided(ModuleDescriptor descriptor) {
    List<String> kinds =
        Arrays.stream(PluginKind.values()).map(kind -> kind.provider().getName()).toList();
    return descriptor.provides().stream()
        .filter(provides -> kinds.contains(provides.service()))
        .sorted()
        .toList();
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
