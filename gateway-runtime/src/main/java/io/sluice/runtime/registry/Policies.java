package io.sluice.runtime.registry;

import io.sluice.runtime.exchange.ClientBounds;
import io.sluice.runtime.exchange.Timeouts;
import io.sluice.runtime.plugin.PluginSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a service treats its requests and endpoints.
 *
 * @param balancer what chooses the endpoint
 * @param limiter what admits requests
 * @param probe what asks endpoints whether they are well
 * @param filters what requests pass, outermost first
 * @param timeouts how long the peers of a request may take
 * @param bounds what is taken from clients
 */
public record Policies(
    PluginSpec balancer,
    LimiterSpec limiter,
    ProbeSpec probe,
    List<FilterSpec> filters,
    Timeouts timeouts,
    ClientBounds bounds) {

  /** Copies the list. */
  public Policies {
    filters = List.copyOf(filters);
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("balancer", toMap(balancer));
    map.put("limiter", limiter.toMap());
    map.put("probe", probe.toMap());
    map.put("filters", filters.stream().map(FilterSpec::toMap).toList());
    Map<String, Object> times = new LinkedHashMap<>();
    times.put("connect", SpecSyntax.format(timeouts.connect()));
    times.put("responseHead", SpecSyntax.format(timeouts.responseHead()));
    times.put("idle", SpecSyntax.format(timeouts.idle()));
    times.put("request", SpecSyntax.format(timeouts.request()));
    times.put("tunnelIdle", SpecSyntax.format(timeouts.tunnel().idle()));
    times.put("tunnelLife", SpecSyntax.format(timeouts.tunnel().life()));
    map.put("timeouts", times);
    Map<String, Object> limits = new LinkedHashMap<>();
    limits.put("bodyBytes", bounds.bodyBytes());
    limits.put("uploadRate", bounds.uploadRate());
    limits.put("downloadRate", bounds.downloadRate());
    map.put("limits", limits);
    return map;
  }

  private static Map<String, Object> toMap(PluginSpec plugin) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", plugin.name());
    map.putAll(plugin.settings());
    return map;
  }
}
