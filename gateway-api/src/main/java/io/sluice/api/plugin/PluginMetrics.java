package io.sluice.api.plugin;

import java.util.function.ToDoubleFunction;

/**
 * Makes meters of a plugin's own. The host prefixes their names, labels them with plugin and
 * service, caps the number of label values, and removes them when the instance is closed.
 *
 * <p>Names are lower-case words with underscores, without prefix and unit suffix. Asking again for
 * the same name and labels returns the same meter. Safe for use by any thread; meters are cheap to
 * use and should be kept rather than asked for again.
 */
public interface PluginMetrics {

  /**
   * A number that only grows.
   *
   * @param labels alternating label names and values
   */
  Counter counter(String name, String description, String... labels);

  /**
   * A distribution of durations, shown in seconds.
   *
   * @param labels alternating label names and values
   */
  Timer timer(String name, String description, String... labels);

  /**
   * A number that is read from {@code source} when it is asked for; the source is held until the
   * instance is closed.
   *
   * @param labels alternating label names and values
   */
  <T> void gauge(
      String name, String description, T source, ToDoubleFunction<T> value, String... labels);

  /** Counts events. */
  @FunctionalInterface
  interface Counter {
    /** Counts that many more; a negative amount is ignored. */
    void add(long amount);
  }

  /** Collects durations. */
  @FunctionalInterface
  interface Timer {
    /** Records one duration, in nanoseconds; a negative one is ignored. */
    void record(long nanos);
  }
}
