package io.sluice.limiter.adaptiveconcurrency;

import io.sluice.api.limiter.Limiter;
import io.sluice.api.limiter.LimiterProvider;
import io.sluice.api.plugin.PluginContext;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsSchema;

/** Makes limiters that find out how many requests may run at a time. */
public final class AdaptiveConcurrencyLimiterProvider implements LimiterProvider {

  /** Called by the module system. */
  public AdaptiveConcurrencyLimiterProvider() {}

  @Override
  public String name() {
    return "adaptive-concurrency";
  }

  @Override
  public SettingsSchema settings() {
    return AdaptiveConcurrencySettings.SCHEMA;
  }

  @Override
  public Limiter create(Settings settings, PluginContext context) {
    return new AdaptiveConcurrencyLimiter(
        AdaptiveConcurrencySettings.from(settings), context.ticker(), context.metrics());
  }
}
