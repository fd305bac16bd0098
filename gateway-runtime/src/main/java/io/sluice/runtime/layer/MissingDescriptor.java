package io.sluice.runtime.layer;

import io.sluice.runtime.plugin.PluginKind;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Provides;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is told to who dropped a jar without a module descriptor: the three lines that would make a
 * module of it, as far as they can be guessed.
 */
final class MissingDescriptor {

  private MissingDescriptor() {}

  /**
   * The refusal of a jar.
   *
   * @param automatic what the module system takes the jar for; its services are those of {@code
   *     META-INF/services}
   */
  static PluginRefusedException refusal(ModuleDescriptor automatic) {
    List<Provides> provided = PluginModules.provided(automatic);
    String name =
        provided.isEmpty()
            ? automatic.name()
            : packageOf(provided.getFirst().providers().getFirst());
    String provides =
        provided.isEmpty()
            ? "provides %s with %s.YourProvider;"
                .formatted(
                    PluginKind.FILTER.provider().getName(),
                    automatic.packages().stream().sorted().findFirst().orElse("your.module"))
            : provided.stream()
                .map(one ->
                    "provides %s with %s;"
                        .formatted(one.service(), String.join(", ", one.providers())))
                .collect(Collectors.joining(" "));
    return refusal("the jar of " + automatic.name(), name, provides);
  }

  /** The refusal of a jar that can't even be taken for a module. */
  static PluginRefusedException refusal() {
    return refusal(
        "it",
        "your.module",
        "provides %s with your.module.YourProvider;"
            .formatted(PluginKind.FILTER.provider().getName()));
  }

  private static PluginRefusedException refusal(String what, String module, String provides) {
    return new PluginRefusedException(
        "%s has no module descriptor; a module-info.java of three lines makes it a module: "
                .formatted(what)
            + "module %s { requires io.sluice.api; %s }".formatted(module, provides));
  }

  private static String packageOf(String type) {
    int dot = type.lastIndexOf('.');
    return dot < 0 ? "your.module" : type.substring(0, dot);
  }
}
