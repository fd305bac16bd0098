package io.sluice.balancer.twochoice;

import io.sluice.api.balancer.Balancer;
import io.sluice.api.balancer.BalancerProvider;
import io.sluice.api.plugin.PluginContext;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsSchema;

/**
 * Makes balancers that send each request to the less loaded of two endpoints drawn by chance. There
 * are no settings.
 */
public final class TwoChoiceBalancerProvider implements BalancerProvider {

  /** Called by the module system. */
  public TwoChoiceBalancerProvider() {}

  @Override
  public String name() {
    return "two-choice";
  }

  @Override
  public SettingsSchema settings() {
    return SettingsSchema.of();
  }

  @Override
  public Balancer create(Settings settings, PluginContext context) {
    return ready -> new TwoChoicePicker(ready, context.random());
  }
}
