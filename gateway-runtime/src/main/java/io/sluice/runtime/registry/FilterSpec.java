package io.sluice.runtime.registry;

import io.sluice.runtime.plugin.FilterFailurePolicy;
import io.sluice.runtime.plugin.GuardedFilter;
import io.sluice.runtime.plugin.PluginSpec;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A filter that a service's requests pass.
 *
 * @param plugin the filter
 * @param onFailure what becomes of a request if the filter fails
 */
public record FilterSpec(PluginSpec plugin, FilterFailurePolicy onFailure) {

  /** Whether a filter was made of it. */
  boolean describes(GuardedFilter filter) {
    return filter.spec().equals(plugin) && filter.policy() == onFailure;
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", plugin.name());
    map.put("onFailure", onFailure.name().toLowerCase(Locale.ROOT));
    map.putAll(plugin.settings());
    return map;
  }
}
