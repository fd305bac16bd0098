package io.sluice.filter.cors;

import io.sluice.api.filter.Filter;
import io.sluice.api.filter.FilterProvider;
import io.sluice.api.plugin.PluginContext;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsSchema;

/** Makes filters that let pages of other origins use a service. */
public final class CorsFilterProvider implements FilterProvider {

  /** Called by the module system. */
  public CorsFilterProvider() {}

  @Override
  public String name() {
    return "cors";
  }

  @Override
  public SettingsSchema settings() {
    return CorsSettings.SCHEMA;
  }

  @Override
  public Filter create(Settings settings, PluginContext context) {
    return new CorsFilter(CorsSettings.from(settings));
  }
}
