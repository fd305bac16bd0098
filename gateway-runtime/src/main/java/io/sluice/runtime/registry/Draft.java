package io.sluice.runtime.registry;

import io.sluice.api.plugin.SettingsException;
import io.sluice.runtime.exchange.Service;
import io.sluice.runtime.metrics.RegistryMeters;
import io.sluice.runtime.metrics.ServiceMeters;
import io.sluice.runtime.plugin.Guard;
import io.sluice.runtime.plugin.PluginFactory;
import io.sluice.runtime.route.RouteKey;
import io.sluice.runtime.route.RouteTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The services as they will be, while a change is being worked out. Nothing that requests see is
 * touched before {@link #carryOut}. Used once, by the writer.
 */
final class Draft {

  private final PluginFactory factory;
  private final EndpointCare care;
  private final RegistryMeters meters;
  private final Snapshot current;
  private final Map<String, Registered> before;
  private final Map<String, Registered> after;
  private final Map<RouteKey, String> owners = new HashMap<>();
  private final Set<String> touched = new HashSet<>();
  private final List<Instances.Maker> makers = new ArrayList<>();

  Draft(
      PluginFactory factory,
      EndpointCare care,
      RegistryMeters meters,
      Snapshot current,
      Map<String, Registered> before) {
    this.factory = factory;
    this.care = care;
    this.meters = meters;
    this.current = current;
    this.before = before;
    this.after = new HashMap<>(before);
    before.values().forEach(this::own);
  }

  /**
   * Registers a service or replaces one.
   *
   * @throws SettingsException if that is not possible; what the draft has made is closed
   */
  void put(ServiceSpec spec, String pointer, boolean readOnly) {
    try {
      refuseTakenRoutes(spec, pointer);
      Instances.Maker maker = new Instances.Maker(factory, spec.name(), pointer);
      Registered old = after.get(spec.name());
      Instances instances =
          old == null ? maker.make(spec.policies()) : maker.make(spec.policies(), old.instances());
      makers.add(maker);
      touched.add(spec.name());
      Registered next = registered(spec, readOnly, instances, old);
      after.put(spec.name(), next);
      own(next);
    } catch (SettingsException e) {
      discard();
      throw e;
    }
  }

  /** Closes what it has made; for one that is not carried out. */
  void discard() {
    makers.forEach(Instances.Maker::discard);
  }

  /**
   * Makes anew what services have of plugins in whose place there are others now.
   *
   * @throws SettingsException if one of these can't be made with a service's settings; what the
   *     draft has made is closed
   */
  void renew() {
    for (Registered old : before.values()) {
      ServiceSpec spec = old.spec();
      boolean stays =
          old.instances().guards().stream().map(Guard::plugin).allMatch(factory.catalog()::holds);
      if (!stays) {
        put(spec, "/services/" + spec.name(), old.readOnly());
        after.computeIfPresent(spec.name(), (_, next) -> next.asOf(old.revision()));
      }
    }
  }

  /** Whether it changes nothing. */
  boolean isEmpty() {
    return touched.isEmpty();
  }

  /** Takes a service out. */
  void delete(String name) {
    touched.add(name);
    Registered gone = after.remove(name);
    if (gone != null) {
      owners.values().removeIf(name::equals);
    }
  }

  private void own(Registered registered) {
    ServiceSpec spec = registered.spec();
    spec.routing().keys().forEach(key -> owners.put(key, spec.name()));
  }

  private void refuseTakenRoutes(ServiceSpec spec, String pointer) {
    for (RouteKey key : spec.routing().keys()) {
      String owner = owners.get(key);
      if (owner != null && !owner.equals(spec.name())) {
        throw new SettingsException(
            pointer + spec.routing().pointerTo(key),
            "%s can't lead to service %s: it leads to service %s"
                .formatted(key, spec.name(), owner));
      }
    }
  }

  private Registered registered(
      ServiceSpec spec, boolean readOnly, Instances instances, @Nullable Registered old) {
    long revision = readOnly ? 0 : current.revision() + 1;
    if (old == null) {
      Service service = service(spec, instances, meters.service(spec.name()));
      Roster roster = new Roster(service, instances.balancer(), care, meters);
      return new Registered(spec, readOnly, revision, instances, service, roster);
    }
    Service same = old.service();
    boolean unchanged =
        same.limiter().equals(instances.limiter())
            && same.filters().equals(instances.filters())
            && same.timeouts().equals(spec.policies().timeouts())
            && same.bounds().equals(spec.policies().bounds());
    Service service =
        unchanged
            ? same
            : same.with(
                instances.limiter(),
                List.copyOf(instances.filters()),
                spec.policies().timeouts(),
                spec.policies().bounds());
    return new Registered(spec, readOnly, revision, instances, service, old.roster());
  }

  private static Service service(
      ServiceSpec spec, Instances instances, ServiceMeters serviceMeters) {
    return new Service(
        spec.name(),
        instances.limiter(),
        List.copyOf(instances.filters()),
        spec.policies().timeouts(),
        spec.policies().bounds(),
        serviceMeters);
  }

  /** The services as they will be. */
  Map<String, Registered> after() {
    return Map.copyOf(after);
  }

  /** Brings the touched services' endpoints up to date and makes the next snapshot. */
  Snapshot carryOut(long revision) {
    for (String name : touched) {
      Registered next = after.get(name);
      if (next != null) {
        next.roster()
            .update(
                next.service(),
                next.instances().balancer(),
                next.instances().probing(),
                next.spec().endpoints());
      }
    }
    Map<String, Service> services = new HashMap<>();
    after.forEach((name, registered) -> services.put(name, registered.service()));
    return new Snapshot(current.generation() + 1, revision, routes(), services);
  }

  private RouteTable routes() {
    for (String name : touched) {
      Registered old = before.get(name);
      Registered next = after.get(name);
      if (old == null || next == null || !next.routesLike(old)) {
        return new RouteTable(
            after.values().stream().flatMap(service -> service.routes().stream()).toList());
      }
    }
    return current.routes();
  }

  /** Ends what the services that are no more had to themselves. */
  void endGone() {
    for (String name : touched) {
      Registered old = before.get(name);
      if (old != null && !after.containsKey(name)) {
        old.roster().close();
        meters.serviceGone(name);
      }
    }
  }

  /** The instances that only snapshots of before use. */
  List<Guard> unused() {
    List<Guard> unused = new ArrayList<>();
    for (String name : touched) {
      Registered old = before.get(name);
      Registered next = after.get(name);
      if (old != null) {
        unused.addAll(old.instances().guards());
        unused.removeAll(next == null ? List.of() : next.instances().guards());
      }
    }
    return unused;
  }
}
