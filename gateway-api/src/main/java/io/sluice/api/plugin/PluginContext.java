package io.sluice.api.plugin;

import io.sluice.api.Ticker;
import java.util.random.RandomGenerator;

/**
 * What a plugin instance is given to live with. Everything that is not determined by its input
 * comes from here, so that the same class runs in the gateway, in a test and in a simulation.
 *
 * <p>Implemented by the gateway and by the test kit only; it may grow. All that it returns is safe
 * for use by any thread until the instance is closed.
 */
public interface PluginContext {

  /** The name of the service that the instance is for. */
  String service();

  /** The time. */
  Ticker ticker();

  /** The source of chance. */
  RandomGenerator random();

  /** Where to log to; what is logged names the plugin and the service. */
  System.Logger logger();

  /** The plugin's own meters. */
  PluginMetrics metrics();
}
