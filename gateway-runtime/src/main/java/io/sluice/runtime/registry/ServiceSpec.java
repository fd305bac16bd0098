package io.sluice.runtime.registry;

import io.sluice.runtime.route.Routing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A service as it is registered.
 *
 * @param name what it is called
 * @param endpoints where it is served from, no endpoint twice; may be empty
 * @param routing which requests it gets and what of them it sees
 * @param policies how it treats them
 */
public record ServiceSpec(
    String name, List<EndpointSpec> endpoints, Routing routing, Policies policies)
    implements Specification {

  /** Copies the list; refuses a name that is none, and an endpoint that is named twice. */
  public ServiceSpec {
    SpecSyntax.checkName(name);
    endpoints = List.copyOf(endpoints);
    SpecSyntax.checkDistinct("endpoint", endpoints.stream().map(EndpointSpec::endpoint).toList());
  }

  /** The same service, served from other endpoints. */
  public ServiceSpec withEndpoints(List<EndpointSpec> others) {
    return new ServiceSpec(name, others, routing, policies);
  }

  /** The document from which {@link ServiceSpecReader} reads an equal specification. */
  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("endpoints", endpoints.stream().map(EndpointSpec::toMap).toList());
    map.putAll(routing.toMap());
    map.putAll(policies.toMap());
    return map;
  }
}
