package io.sluice.filter.rewrite;

import io.sluice.api.filter.Filter;
import io.sluice.api.filter.FilterProvider;
import io.sluice.api.plugin.PluginContext;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsSchema;

/** Makes filters that change the paths of requests. */
public final class RewriteFilterProvider implements FilterProvider {

  /** Called by the module system. */
  public RewriteFilterProvider() {}

  @Override
  public String name() {
    return "rewrite";
  }

  @Override
  public SettingsSchema settings() {
    return RewriteSettings.SCHEMA;
  }

  @Override
  public Filter create(Settings settings, PluginContext context) {
    return new RewriteFilter(RewriteSettings.from(settings));
  }
}
