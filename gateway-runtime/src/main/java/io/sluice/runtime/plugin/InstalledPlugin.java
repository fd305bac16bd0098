package io.sluice.runtime.plugin;

import io.sluice.api.plugin.PluginProvider;
import java.nio.file.Path;

/**
 * A plugin that can be named in a service.
 *
 * @param kind what it is
 * @param name its name within its kind
 * @param provider makes its instances
 * @param module the module it comes from
 * @param version that module's version, empty if it has none
 * @param origin where that module comes from
 */
public record InstalledPlugin(
    PluginKind kind,
    String name,
    PluginProvider<?> provider,
    String module,
    String version,
    Origin origin) {

  /** Refuses a provider of another kind and a name that documents could not hold. */
  public InstalledPlugin {
    if (!kind.provider().isInstance(provider)) {
      throw new IllegalArgumentException(provider + " does not provide a " + kind.word());
    }
    if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException(
          "a plugin's name is lower-case words with hyphens, not \"" + name + "\"");
    }
  }

  /** Where a module comes from. */
  public sealed interface Origin {

    /** Who needs its layer. */
    LayerUse use();

    /** The run-time image. */
    record BuiltIn() implements Origin {
      @Override
      public LayerUse use() {
        return LayerUse.ENDLESS;
      }

      @Override
      public String toString() {
        return "built-in";
      }
    }

    /**
     * The plugin folder.
     *
     * @param path the jar or folder
     * @param contentHash the SHA-256 of what was loaded, as hexadecimal digits
     */
    record Dropped(Path path, String contentHash, LayerUse use) implements Origin {
      @Override
      public String toString() {
        return path.toString();
      }
    }
  }
}
