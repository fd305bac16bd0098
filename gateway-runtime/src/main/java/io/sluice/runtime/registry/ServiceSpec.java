package io.sluice.runtime.registry;

import io.sluice.runtime.history.Documents;
import io.sluice.runtime.route.Routing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A service as it is registered.
 *
 * @param name what it is called
 * @param tags what administrators find it by, none twice
 * @param endpoints where it is served from, no endpoint twice; may be empty
 * @param routing which requests it gets and what of them it sees
 * @param policies how it treats them
 */
public record ServiceSpec(
    String name,
    List<String> tags,
    List<EndpointSpec> endpoints,
    Routing routing,
    Policies policies)
    implements Specification {

  static final int MOST_TAGS = 32;

  /** Copies the lists; refuses a name or tag that is none, and what is named twice. */
  public ServiceSpec {
    SpecSyntax.checkName(name);
    tags = List.copyOf(tags);
    tags.forEach(SpecSyntax::checkTag);
    SpecSyntax.checkDistinct("tag", tags);
    endpoints = List.copyOf(endpoints);
    SpecSyntax.checkDistinct("endpoint", endpoints.stream().map(EndpointSpec::endpoint).toList());
  }

  /** The same service, served from other endpoints. */
  public ServiceSpec withEndpoints(List<EndpointSpec> others) {
    return new ServiceSpec(name, tags, others, routing, policies);
  }

  /** Whether another specification of the service says the same, if perhaps in other words. */
  boolean means(ServiceSpec other) {
    return equals(other)
        || Documents.difference(Map.of(name, toMap()), Map.of(name, other.toMap())).isEmpty();
  }

  /** The document from which {@link ServiceSpecReader} reads an equal specification. */
  @Override
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("endpoints", endpoints.stream().map(EndpointSpec::toMap).toList());
    map.put("tags", tags);
    map.putAll(routing.toMap());
    map.putAll(policies.toMap());
    return map;
  }
}
