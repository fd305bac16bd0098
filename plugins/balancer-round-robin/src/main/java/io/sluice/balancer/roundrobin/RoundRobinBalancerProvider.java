package io.sluice.balancer.roundrobin;

import io.sluice.api.balancer.Balancer;
import io.sluice.api.balancer.BalancerProvider;
import io.sluice.api.plugin.PluginContext;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsSchema;

/** Makes balancers that take the endpoints in turn. There are no settings. */
public final class RoundRobinBalancerProvider implements BalancerProvider {

  /** Called by the module system. */
  public RoundRobinBalancerProvider() {}

  @Override
  public String name() {
    return "round-robin";
  }

  @Override
  public SettingsSchema settings() {
    return SettingsSchema.of();
  }

  @Override
  public Balancer create(Settings settings, PluginContext context) {
    return new RoundRobinBalancer(context.random());
  }
}
