package io.sluice.runtime.metrics;

import io.sluice.api.plugin.PluginMetrics;

/**
 * Where it is recorded what the instances of plugins do, and where they get meters of their own.
 */
@FunctionalInterface
public interface PluginMeters {

  /** Records nothing. */
  PluginMeters NONE = (_, _, _) -> UnrecordedPlugin.INSTANCE;

  /**
   * The meters of an instance that is about to be made.
   *
   * @param kind what it is, such as {@code balancer}
   * @param plugin the name of the plugin
   * @param service the service it is for
   */
  InstanceMeters open(String kind, String plugin, String service);

  /** The meters of one instance; safe for any thread. */
  interface InstanceMeters extends AutoCloseable {

    /** Makes the instance's own meters. */
    PluginMetrics own();

    /** The instance is called. */
    void called();

    /** A call that was timed went right. */
    void took(long nanos);

    /** The instance threw or answered what it may not; something else was done instead. */
    void failed();

    /** From now on, or no more, the instance is one whose last call failed. */
    void degraded(boolean isDegraded);

    /** Removes the instance's own meters. */
    @Override
    void close();
  }
}
