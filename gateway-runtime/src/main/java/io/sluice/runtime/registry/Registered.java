package io.sluice.runtime.registry;

import io.sluice.runtime.exchange.Service;
import io.sluice.runtime.route.RouteTable;
import java.util.List;

/**
 * One service of one snapshot, as the registry knows it.
 *
 * @param revision the revision that changed it last; 0 if it comes from the boot configuration
 * @param roster its endpoints, the same as long as the service is registered
 */
record Registered(
    ServiceSpec spec,
    boolean readOnly,
    long revision,
    Instances instances,
    Service service,
    Roster roster) {

  ServiceView view() {
    return new ServiceView(spec, readOnly, revision, "", roster.views());
  }

  List<RouteTable.Entry> routes() {
    return spec.routing().entries(service);
  }

  /** The same, read-only or not, changed last by that revision. */
  Registered as(boolean nextReadOnly, long nextRevision) {
    return new Registered(spec, nextReadOnly, nextRevision, instances, service, roster);
  }

  /** Whether requests find both in the same way. */
  boolean routesLike(Registered other) {
    return service == other.service && spec.routing().equals(other.spec.routing());
  }
}
