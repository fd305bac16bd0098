package io.sluice.runtime.registry;

import io.sluice.api.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What changes of single endpoints make of the endpoints of a service. */
final class EndpointLists {

  private EndpointLists() {}

  /** The one at an address, if it is there. */
  static Optional<EndpointSpec> find(List<EndpointSpec> all, Endpoint endpoint) {
    return all.stream().filter(spec -> spec.endpoint().equals(endpoint)).findFirst();
  }

  /** With one in the place of that at its address, or at the end. */
  static List<EndpointSpec> with(List<EndpointSpec> all, EndpointSpec spec) {
    if (find(all, spec.endpoint()).isPresent()) {
      return changed(all, spec.endpoint(), _ -> spec);
    }
    List<EndpointSpec> more = new ArrayList<>(all);
    more.add(spec);
    return more;
  }

  /** With the one at an address changed. */
  static List<EndpointSpec> changed(
      List<EndpointSpec> all, Endpoint endpoint, UnaryOperator<EndpointSpec> change) {
    return all.stream()
        .map(spec -> spec.endpoint().equals(endpoint) ? change.apply(spec) : spec)
        .toList();
  }

  /** Without those at some addresses. */
  static List<EndpointSpec> without(List<EndpointSpec> all, Set<Endpoint> gone) {
    return all.stream().filter(spec -> !gone.contains(spec.endpoint())).toList();
  }
}
