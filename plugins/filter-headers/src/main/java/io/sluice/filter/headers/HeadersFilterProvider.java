package io.sluice.filter.headers;

import io.sluice.api.filter.Filter;
import io.sluice.api.filter.FilterProvider;
import io.sluice.api.plugin.PluginContext;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsSchema;

/** Makes filters that set, add and remove fields of requests and answers. */
public final class HeadersFilterProvider implements FilterProvider {

  /** Called by the module system. */
  public HeadersFilterProvider() {}

  @Override
  public String name() {
    return "headers";
  }

  @Override
  public SettingsSchema settings() {
    return HeadersSettings.SCHEMA;
  }

  @Override
  public Filter create(Settings settings, PluginContext context) {
    return new HeadersFilter(HeadersSettings.from(settings));
  }
}
