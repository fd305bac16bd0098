package io.sluice.filter.apikey;

import io.sluice.api.filter.Filter;
import io.sluice.api.filter.FilterProvider;
import io.sluice.api.plugin.PluginContext;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsSchema;

/** Makes filters that let those pass who show a known key. */
public final class ApiKeyFilterProvider implements FilterProvider {

  /** Called by the module system. */
  public ApiKeyFilterProvider() {}

  @Override
  public String name() {
    return "api-key";
  }

  @Override
  public SettingsSchema settings() {
    return ApiKeySettings.SCHEMA;
  }

  @Override
  public Filter create(Settings settings, PluginContext context) {
    return new ApiKeyFilter(ApiKeySettings.from(settings), context);
  }
}
