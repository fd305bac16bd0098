package io.sluice.runtime.registry;

import io.sluice.api.Endpoint;
import io.sluice.api.plugin.Settings;
import io.sluice.runtime.exchange.AddressPolicy;
import io.sluice.runtime.exchange.Timeouts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What specifications are made of. */
final class Specs {

  static final Defaults DEFAULTS =
      ServiceSpecReader.readDefaults(
          Settings.of(Map.of("balancer", "first", "limiter", "all", "probe", "well")),
          "/{name}",
          Timeouts.DEFAULTS);
  static final ServiceSpecReader READER =
      new ServiceSpecReader(DEFAULTS, Set.of(), new AddressPolicy(_ -> false));

  private Specs() {}

  static ServiceSpec spec(String name, List<EndpointSpec> endpoints, String path, int size) {
    Map<String, ?> document =
        Map.of(
            "endpoints",
            endpoints.stream().map(EndpointSpec::toMap).toList(),
            "paths",
            List.of(path),
            "limiter",
            Map.of("size", size));
    return READER.service(name, Settings.of(document));
  }

  static ServiceSpec read(String name, Map<String, Object> document) {
    return READER.service(name, Settings.of(document));
  }

  static Map<String, ServiceSpec> byName(List<ServiceSpec> specs) {
    Map<String, ServiceSpec> services = new HashMap<>();
    specs.forEach(spec -> services.put(spec.name(), spec));
    return services;
  }

  static ServiceSpec with(ServiceSpec spec, EndpointSpec endpoint) {
    List<EndpointSpec> next = new ArrayList<>(spec.endpoints());
    next.replaceAll(old -> old.endpoint().equals(endpoint.endpoint()) ? endpoint : old);
    if (!next.contains(endpoint)) {
      next.add(endpoint);
    }
    return spec.withEndpoints(next);
  }

  static ServiceSpec without(ServiceSpec spec, Endpoint endpoint) {
    List<EndpointSpec> next = new ArrayList<>(spec.endpoints());
    next.removeIf(old -> old.endpoint().equals(endpoint));
    return spec.withEndpoints(next);
  }

  static ServiceSpec draining(ServiceSpec spec, Endpoint endpoint, boolean drain) {
    List<EndpointSpec> next = new ArrayList<>(spec.endpoints());
    next.replaceAll(old -> old.endpoint().equals(endpoint) ? old.draining(drain) : old);
    return spec.withEndpoints(next);
  }

  static boolean has(ServiceSpec spec, Endpoint endpoint) {
    return spec.endpoints().stream().anyMatch(each -> each.endpoint().equals(endpoint));
  }

  static Map<String, Map<String, Object>> documents(Map<String, ServiceSpec> specs) {
    Map<String, Map<String, Object>> documents = new HashMap<>();
    specs.forEach((name, spec) -> documents.put(name, spec.toMap()));
    return documents;
  }

  /** Whether no route leads to two, and each plugin takes its settings. */
  static boolean areValid(Map<String, ServiceSpec> specs) {
    List<Object> keys = new ArrayList<>();
    specs.values().forEach(spec -> keys.addAll(spec.routing().keys()));
    return keys.stream().distinct().count() == keys.size()
        && specs.values().stream()
            .map(spec -> String.valueOf(spec.policies().limiter().plugin().settings().get("size")))
            .noneMatch("10"::equals);
  }
}
