package io.sluice.balancer.peakewma;

import io.sluice.api.balancer.Balancer;
import io.sluice.api.balancer.BalancerProvider;
import io.sluice.api.plugin.PluginContext;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsSchema;

/** Makes balancers that send each request to the endpoint that should answer it soonest. */
public final class PeakEwmaBalancerProvider implements BalancerProvider {

  /** Called by the module system. */
  public PeakEwmaBalancerProvider() {}

  @Override
  public String name() {
    return "peak-ewma";
  }

  @Override
  public SettingsSchema settings() {
    return PeakEwmaSettings.SCHEMA;
  }

  @Override
  public Balancer create(Settings settings, PluginContext context) {
    return new PeakEwmaBalancer(
        PeakEwmaSettings.from(settings), context.ticker(), context.random());
  }
}
