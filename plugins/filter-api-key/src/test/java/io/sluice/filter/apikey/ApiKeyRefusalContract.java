package io.sluice.filter.apikey;

import io.sluice.api.filter.FilterProvider;
import io.sluice.testkit.FilterContract;
import java.util.Map;

/** The laws for filters, on this one when it refuses. */
final class ApiKeyRefusalContract implements FilterContract {

  @Override
  public FilterProvider provider() {
    return new ApiKeyFilterProvider();
  }

  @Override
  public Map<String, ?> settings() {
    return Keys.settings();
  }
}
