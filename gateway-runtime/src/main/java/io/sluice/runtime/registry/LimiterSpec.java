package io.sluice.runtime.registry;

import io.sluice.runtime.plugin.FailurePolicy;
import io.sluice.runtime.plugin.PluginSpec;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How a service's requests are limited.
 *
 * @param plugin the limiter; the name {@link #NONE} stands for no limiting
 * @param onFailure what becomes of a request if the limiter fails
 */
public record LimiterSpec(PluginSpec plugin, FailurePolicy onFailure) {

  /** The name that stands for no limiting. */
  public static final String NONE = "none";

  /** No limiting. */
  public static final LimiterSpec UNLIMITED =
      new LimiterSpec(PluginSpec.of(NONE), FailurePolicy.ADMIT);

  /** Whether nothing is limited. */
  public boolean isNone() {
    return plugin.name().equals(NONE);
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", plugin.name());
    if (!isNone()) {
      map.put("onFailure", onFailure.name().toLowerCase(Locale.ROOT));
    }
    map.putAll(plugin.settings());
    return map;
  }
}
