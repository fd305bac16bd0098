package io.sluice.limiter.concurrency;

import io.sluice.api.limiter.Limiter;
import io.sluice.api.limiter.LimiterProvider;
import io.sluice.api.plugin.PluginContext;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsSchema;

/** Makes limiters that let a fixed number of requests run at a time. */
public final class ConcurrencyLimiterProvider implements LimiterProvider {

  /** Called by the module system. */
  public ConcurrencyLimiterProvider() {}

  @Override
  public String name() {
    return "concurrency";
  }

  @Override
  public SettingsSchema settings() {
    return ConcurrencySettings.SCHEMA;
  }

  @Override
  public Limiter create(Settings settings, PluginContext context) {
    return new ConcurrencyLimiter(ConcurrencySettings.from(settings), context.metrics());
  }
}
