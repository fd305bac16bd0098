package io.sluice.runtime.config;

import io.sluice.runtime.exchange.ClientBounds;
import io.sluice.runtime.exchange.Timeouts;
import java.util.Map;

/**
 * What holds for services.
 *
 * @param path the path of a service that names none, with {@code {name}} in place of its name
 * @param timeouts how long the peers of a request may take
 * @param bounds what is taken from clients
 * @param endpoints how many connections there are to each endpoint
 * @param defaults what a service has that says nothing about it: {@code balancer}, {@code limiter},
 *     {@code probe}, in the form of a registration
 * @param declared the services of the configuration file by name, each in the form of a
 *     registration
 */
public record ServicesConfig(
    String path,
    Timeouts timeouts,
    ClientBounds bounds,
    EndpointLimits endpoints,
    Section defaults,
    Map<String, Section> declared) {

  /** What stands for the service's name. */
  public static final String NAME = "{name}";

  /** Copies the map; refuses a path that can't tell services apart. */
  public ServicesConfig {
    declared = Map.copyOf(declared);
    if (!path.matches("(/[A-Za-z0-9._~-]+)*/\\{name}(/[A-Za-z0-9._~-]+)*")) {
      throw new IllegalArgumentException(
          "expected a path with one segment {name}, such as /{name}; found \"" + path + "\"");
    }
  }
}
