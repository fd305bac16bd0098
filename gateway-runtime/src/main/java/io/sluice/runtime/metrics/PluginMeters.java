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

  /** What is read of an instance when the meters are shown; by any thread. */
  interface Readings {

    /** How it is. */
    InstanceState state();

    /** How many of its calls are under way. */
    long inFlight();

    /** How many of these do not come back. */
    int stuck();
  }

  /** The meters of one instance; safe for any thread. */
  interface InstanceMeters extends AutoCloseable {

    /** Makes the instance's own meters. */
    PluginMetrics own();

    /** The instance is called. */
    void called();

    /** A call that was timed went right. */
    void took(long nanos);

    /**
     * The instance did something wrong; something else was done instead.
     *
     * @param fault in a word, such as {@code threw}
     */
    void failed(String fault);

    /** From now on the meters show what is read here. */
    void shows(Readings readings);

    /** Removes the instance's own meters. */
    @Override
    void close();
  }
}
