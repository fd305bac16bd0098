package io.sluice.filter.rewrite;

import io.sluice.api.filter.FilterProvider;
import io.sluice.testkit.FilterContract;
import java.util.List;
import java.util.Map;

/** The laws for filters, on this one. */
final class RewriteFilterContract implements FilterContract {

  @Override
  public FilterProvider provider() {
    return new RewriteFilterProvider();
  }

  @Override
  public Map<String, ?> settings() {
    return Map.of("rules", List.of(Map.of("prefix", "/books", "to", "/cds")));
  }
}
