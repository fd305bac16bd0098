package io.sluice.runtime.registry;

import io.sluice.runtime.plugin.PluginSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a service's endpoints are probed.
 *
 * @param plugin the probe; the name {@link #NONE} stands for none: every endpoint is ready
 * @param schedule when, and how many answers count
 */
public record ProbeSpec(PluginSpec plugin, ProbeSchedule schedule) {

  /** The name that stands for no probing. */
  public static final String NONE = "none";

  /** No probing. */
  public static final ProbeSpec OFF = new ProbeSpec(PluginSpec.of(NONE), ProbeSchedule.DEFAULTS);

  /** Whether nothing is probed. */
  public boolean isNone() {
    return plugin.name().equals(NONE);
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", plugin.name());
    if (!isNone()) {
      map.put("interval", SpecSyntax.format(schedule.interval()));
      map.put("timeout", SpecSyntax.format(schedule.timeout()));
      map.put("fall", schedule.fall());
      map.put("rise", schedule.rise());
    }
    map.putAll(plugin.settings());
    return map;
  }
}
