package io.sluice.runtime.registry;

import io.sluice.api.Endpoint;
import io.sluice.runtime.lifetime.Lifetimes;
import io.sluice.runtime.plugin.PluginCatalog;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A wish to change what is registered. */
public sealed interface Change {

  /** The one service that it is about; empty if it is about what is configured as a whole. */
  default Optional<String> service() {
    return switch (this) {
      case Put put -> Optional.of(put.spec().name());
      case ReplaceEndpoints replace -> Optional.of(replace.name());
      case PutEndpoint put -> Optional.of(put.name());
      case RemoveEndpoint remove -> Optional.of(remove.name());
      case DrainEndpoint drain -> Optional.of(drain.name());
      case Delete delete -> Optional.of(delete.name());
      case Configure _, RollBack _, Expire _, Boot _, Adopt _ -> Optional.empty();
    };
  }

  /**
   * Registers a service, or replaces one as a whole.
   *
   * @param pointer where the service stands in the user's document, as a JSON pointer: what faults
   *     found later are told relative to
   */
  record Put(ServiceSpec spec, String pointer) implements Change {

    /** A service that is the whole document. */
    public Put(ServiceSpec spec) {
      this(spec, "");
    }
  }

  /** Replaces the endpoints of a service and leaves the rest; registers it if there is none. */
  record ReplaceEndpoints(String name, List<EndpointSpec> endpoints) implements Change {

    /** Copies the list. */
    public ReplaceEndpoints {
      endpoints = List.copyOf(endpoints);
    }
  }

  /**
   * Adds an endpoint to a service, or replaces the one that is there.
   *
   * @param create whether to register the service, by the defaults, if there is none
   */
  record PutEndpoint(String name, EndpointSpec spec, boolean create) implements Change {}

  /** Has an endpoint drain, or ends that, and leaves the rest of it. */
  record DrainEndpoint(String name, Endpoint endpoint, boolean drain) implements Change {}

  /**
   * Takes out endpoints whose time is over, by service, but those that were registered again.
   *
   * @param lifetimes knows which were
   */
  record Expire(Map<String, Set<Endpoint>> endpoints, Lifetimes lifetimes) implements Change {

    /** Copies the map. */
    public Expire {
      endpoints = Map.copyOf(endpoints);
    }
  }

  /** Takes an endpoint out of a service. */
  record RemoveEndpoint(String name, Endpoint endpoint) implements Change {}

  /**
   * Makes these, by name, all the services that operators configured: registers, replaces and takes
   * out as needed, all or none. Faults are told relative to the document that has them under {@code
   * services}.
   */
  record Configure(Map<String, ServiceSpec> services) implements Change {

    /** Copies the map. */
    public Configure {
      services = Map.copyOf(services);
    }
  }

  /** Configures again what was configured as of a revision. */
  record RollBack(long revision) implements Change {}

  /** Takes a service out. */
  record Delete(String name) implements Change {}

  /**
   * Registers the services of the boot configuration, all or none. They can't be changed or taken
   * out afterwards.
   *
   * @param services each with the pointer of its place in the file
   */
  record Boot(Map<ServiceSpec, String> services) implements Change {

    /** Copies the map. */
    public Boot {
      services = Map.copyOf(services);
    }
  }

  /**
   * Makes instances of the plugins of this catalog from now on. A service that uses a plugin in
   * whose place the catalog has another gets new instances of that one, with its settings; all
   * services do, or none. A service that uses one whose name the catalog does not have keeps it.
   */
  record Adopt(PluginCatalog catalog) implements Change {}
}
