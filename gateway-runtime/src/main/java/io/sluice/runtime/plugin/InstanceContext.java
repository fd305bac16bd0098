package io.sluice.runtime.plugin;

import io.sluice.api.Ticker;
import io.sluice.api.plugin.PluginContext;
import io.sluice.api.plugin.PluginMetrics;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * What one instance is given to live with.
 *
 * @param plugin what it is made of
 * @param service the service it is for
 */
record InstanceContext(InstalledPlugin plugin, String service, Ticker ticker, PluginMetrics metrics)
    implements PluginContext {

  /** Each thread draws from its own source. */
  private static final RandomGenerator RANDOM = () -> ThreadLocalRandom.current().nextLong();

  @Override
  public RandomGenerator random() {
    return RANDOM;
  }

  @Override
  public System.Logger logger() {
    String name = "io.sluice." + plugin.kind().word() + "." + plugin.name();
    return new InstanceLogger(System.getLogger(name), description() + ": ");
  }

  /** Which instance this is, for people. */
  String description() {
    return plugin.kind().word() + " " + plugin.name() + " of service " + service;
  }
}
