package io.sluice.api.plugin;

/**
 * The way a plugin is found and made: a service provider (see {@link java.util.ServiceLoader}) that
 * a module {@code provides}.
 *
 * <p>Implement the sub-interface of the kind, such as {@code BalancerProvider}; the class is public
 * and has a public constructor without parameters. The host makes one instance when the module is
 * loaded, and calls it from one thread at a time.
 *
 * @param <T> what is made
 */
public interface PluginProvider<T> {

  /**
   * The name that configurations use: lower-case words with hyphens, unique within the kind, always
   * the same.
   */
  String name();

  /**
   * What settings {@link #create} reads, so that the gateway can document and check them before
   * there is an instance; always the same. Called by any thread.
   *
   * @return undeclared unless overridden; a plugin without settings says {@link SettingsSchema#of}
   *     nothing
   */
  default SettingsSchema settings() {
    return SettingsSchema.undeclared();
  }

  /**
   * Makes an instance for one service. Called on the control thread before a change takes effect,
   * and again for every change that touches these settings; not on any request's way. Must not
   * block for long.
   *
   * @param settings what the configuration says; the host refuses keys that were not read
   * @param context everything else an instance may use
   * @throws SettingsException if a setting is wrong: the change is refused, naming it. Any other
   *     exception also refuses the change
   */
  T create(Settings settings, PluginContext context);
}
