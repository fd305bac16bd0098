package io.sluice.benchmarks.request;

import io.sluice.api.Ticker;
import io.sluice.api.plugin.PluginContext;
import io.sluice.api.plugin.PluginMetrics;
import io.sluice.runtime.metrics.PluginMeters;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** What a plugin is given in the gateway: the time, and chance that threads don't share. */
record LiveContext(Ticker ticker, RandomGenerator random, PluginMetrics metrics)
    implements PluginContext {

  LiveContext() {
    this(
        Ticker.system(),
        () -> ThreadLocalRandom.current().nextLong(),
        PluginMeters.NONE.open("benchmark", "benchmark", "books").own());
  }

  @Override
  public String service() {
    return "books";
  }

  @Override
  public System.Logger logger() {
    return System.getLogger(service());
  }
}
