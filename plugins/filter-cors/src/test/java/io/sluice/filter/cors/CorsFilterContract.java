package io.sluice.filter.cors;

import io.sluice.api.filter.FilterProvider;
import io.sluice.testkit.FilterContract;
import java.util.List;
import java.util.Map;

/** The laws for filters, on this one. */
final class CorsFilterContract implements FilterContract {

  @Override
  public FilterProvider provider() {
    return new CorsFilterProvider();
  }

  @Override
  public Map<String, ?> settings() {
    return Map.of("origins", List.of("https://books.example"));
  }
}
