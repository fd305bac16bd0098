package io.sluice.runtime.registry;

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

  /**
   * Which requests a service gets, and what of them it sees.
   *
   * @param paths the paths that lead to it, at least one
   * @param hosts the hosts under which they do; none for any host
   * @param strip whether the path that led to it is taken off
   * @param hostRewrite what endpoints are told as the host, or empty for the client's
   */
  public record Routing(List<String> paths, List<String> hosts, boolean strip, String hostRewrite) {

    /** Copies the lists; refuses what can't be a path or a host, and what is named twice. */
    public Routing {
      paths = List.copyOf(paths);
      hosts = List.copyOf(hosts);
      if (paths.isEmpty()) {
        throw new IllegalArgumentException("a service has at least one path");
      }
      paths.forEach(SpecSyntax::checkPath);
      hosts.forEach(SpecSyntax::checkHost);
      SpecSyntax.checkDistinct("path", paths);
      SpecSyntax.checkDistinct("host", hosts);
      SpecSyntax.checkRewrite(hostRewrite);
    }

    Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("paths", paths);
      map.put("hosts", hosts);
      map.put("strip", strip);
      if (!hostRewrite.isEmpty()) {
        map.put("host", hostRewrite);
      }
      return map;
    }
  }
}
