package io.sluice.balancer.consistenthash;

import io.sluice.api.balancer.Balancer;
import io.sluice.api.balancer.BalancerProvider;
import io.sluice.api.plugin.PluginContext;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsSchema;

/** Makes balancers that send requests of the same key to the same endpoint. */
public final class ConsistentHashBalancerProvider implements BalancerProvider {

  /** Called by the module system. */
  public ConsistentHashBalancerProvider() {}

  @Override
  public String name() {
    return "consistent-hash";
  }

  @Override
  public SettingsSchema settings() {
    return ConsistentHashSettings.SCHEMA;
  }

  @Override
  public Balancer create(Settings settings, PluginContext context) {
    ConsistentHashSettings own = ConsistentHashSettings.from(settings);
    return ready -> new ConsistentHashPicker(own, ConsistentHashTable.of(ready));
  }
}
