package io.sluice.runtime.plugin;

import io.sluice.api.Ticker;
import io.sluice.api.plugin.PluginProvider;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsException;
import io.sluice.api.plugin.SettingsSchema;
import io.sluice.runtime.metrics.PluginMeters;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;

/**
 * Finds out what a plugin thinks of settings, and keeps nothing of it: an instance that is made for
 * that has meters that record nothing and is closed at once.
 */
public final class PluginTrial {

  private static final System.Logger LOG = System.getLogger(PluginTrial.class.getName());
  private static final String NO_SERVICE = "(trial)";

  private PluginTrial() {}

  /** What settings the plugin declares; undeclared if it fails to say. Called by any thread. */
  public static SettingsSchema schema(InstalledPlugin plugin) {
    try {
      SettingsSchema schema = plugin.provider().settings();
      return schema == null ? SettingsSchema.undeclared() : schema;
    } catch (Throwable e) {
      LOG.log(
          Level.WARNING,
          () -> "the %s \"%s\" can't say its settings".formatted(plugin.kind(), plugin.name()),
          e);
      return SettingsSchema.undeclared();
    }
  }

  /**
   * Every fault of settings that the plugin's declarations show, or else the first one that its
   * maker finds. Called as makers are: by one thread at a time.
   *
   * @return none if an instance could be made of them; pointers are below the root
   */
  public static List<SettingsException> faults(InstalledPlugin plugin, Map<String, ?> values) {
    List<SettingsException> declared = schema(plugin).faults(values);
    if (!declared.isEmpty()) {
      return declared;
    }
    if (!plugin.origin().use().begin()) {
      return List.of(new SettingsException("", "the plugin was let go of"));
    }
    try (AutoCloseable _ = make(plugin, Settings.of(values))) {
      return List.of();
    } catch (SettingsException e) {
      return List.of(e);
    } catch (Throwable e) {
      String kind = plugin.kind().word();
      return List.of(
          new SettingsException("", "the %s \"%s\" failed: %s".formatted(kind, plugin.name(), e)));
    } finally {
      plugin.origin().use().end();
    }
  }

  private static AutoCloseable make(InstalledPlugin plugin, Settings settings) throws Exception {
    PluginProvider<? extends AutoCloseable> provider = provider(plugin);
    AutoCloseable instance =
        provider.create(
            settings,
            new InstanceContext(
                plugin,
                NO_SERVICE,
                Ticker.system(),
                PluginMeters.NONE.open(plugin.kind().word(), plugin.name(), NO_SERVICE).own()));
    if (instance == null) {
      throw new IllegalStateException("it made nothing");
    }
    try {
      settings.rejectUnknownKeys();
    } catch (SettingsException e) {
      instance.close();
      throw e;
    }
    return instance;
  }

  @SuppressWarnings("unchecked") // what any kind makes can be closed
  private static PluginProvider<? extends AutoCloseable> provider(InstalledPlugin plugin) {
    return (PluginProvider<? extends AutoCloseable>) plugin.provider();
  }
}
