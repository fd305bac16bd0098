package io.sluice.filter.headers;

import io.sluice.api.filter.FilterProvider;
import io.sluice.testkit.FilterContract;
import java.util.List;
import java.util.Map;

/** The laws for filters, on this one. */
final class HeadersFilterContract implements FilterContract {

  @Override
  public FilterProvider provider() {
    return new HeadersFilterProvider();
  }

  @Override
  public Map<String, ?> settings() {
    return Map.of(
        "request", Map.of("set", Map.of("X-A", "1"), "remove", List.of("X-B")),
        "response", Map.of("add", Map.of("X-C", "2")));
  }
}
