package io.sluice.runtime.metrics;

import io.sluice.api.plugin.PluginMetrics;
import io.sluice.runtime.metrics.PluginMeters.InstanceMeters;
import java.util.function.ToDoubleFunction;

/** Records nothing; for tests of other rooms. */
final class UnrecordedPlugin implements InstanceMeters, PluginMetrics {

  static final UnrecordedPlugin INSTANCE = new UnrecordedPlugin();

  private UnrecordedPlugin() {}

  @Override
  public PluginMetrics own() {
    return this;
  }

  @Override
  public void called() {}

  @Override
  public void took(long nanos) {}

  @Override
  public void failed(String fault) {}

  @Override
  public void shows(PluginMeters.Readings readings) {}

  @Override
  public Counter counter(String name, String description, String... labels) {
    return _ -> {};
  }

  @Override
  public Timer timer(String name, String description, String... labels) {
    return _ -> {};
  }

  @Override
  public <T> void gauge(
      String name, String description, T source, ToDoubleFunction<T> value, String... labels) {}

  @Override
  public void close() {}
}
