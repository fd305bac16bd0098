package io.sluice.balancer.leastconnections;

import io.sluice.api.balancer.Balancer;
import io.sluice.api.balancer.BalancerProvider;
import io.sluice.api.plugin.PluginContext;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsSchema;

/** Makes balancers that send each request to the least loaded endpoint. */
public final class LeastConnectionsBalancerProvider implements BalancerProvider {

  /** Called by the module system. */
  public LeastConnectionsBalancerProvider() {}

  @Override
  public String name() {
    return "least-connections";
  }

  @Override
  public SettingsSchema settings() {
    return LeastConnectionsSettings.SCHEMA;
  }

  @Override
  public Balancer create(Settings settings, PluginContext context) {
    LeastConnectionsSettings own = LeastConnectionsSettings.from(settings);
    return ready -> new LeastConnectionsPicker(ready, own, context.random());
  }
}
