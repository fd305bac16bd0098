package io.sluice.runtime.registry;

import io.sluice.runtime.route.RouteSpec;
import io.sluice.runtime.route.Routing;
import java.util.List;

/**
 * What a service has that says nothing about it. The runtime names no plugin itself: these come
 * from the configuration.
 *
 * @param path the path, with {@link #NAME} in place of the service's name
 * @param policies the policies
 */
public record Defaults(String path, Policies policies) {

  /** What stands for the service's name in the path. */
  public static final String NAME = "{name}";

  /** The path of a service. */
  String path(String service) {
    return path.replace(NAME, service);
  }

  /** A service of which only the endpoints are known. */
  public ServiceSpec service(String name, List<EndpointSpec> endpoints) {
    Routing routing = Routing.of(RouteSpec.of(path(name)));
    return new ServiceSpec(name, List.of(), endpoints, routing, policies);
  }
}
