package io.sluice.runtime.registry;

import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsException;
import io.sluice.runtime.exchange.Service;
import io.sluice.runtime.history.Stored;
import io.sluice.runtime.metrics.RegistryMeters;
import io.sluice.runtime.metrics.ServiceMeters;
import io.sluice.runtime.plugin.Guard;
import io.sluice.runtime.plugin.PluginCatalog;
import io.sluice.runtime.plugin.PluginFactory;
import io.sluice.runtime.route.RouteKey;
import io.sluice.runtime.route.RouteTable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.pcollections.HashPMap;

/**
 * The services as they will be, while a change is being worked out. Nothing that requests see is
 * touched before {@link #carryOut}. Used once, by the writer.
 *
 * <p>What it costs follows what the change touches, except that the table of routes is made anew if
 * a route is another.
 */
final class Draft {

  private final State before;
  private final Snapshot current;
  private final EndpointCare care;
  private final RegistryMeters meters;
  private final Set<String> touched = new LinkedHashSet<>();
  private final List<Instances.Maker> makers = new ArrayList<>();
  private PluginFactory factory;
  private HashPMap<String, Registered> services;
  private HashPMap<String, Broken> broken;
  private HashPMap<RouteKey, String> owners;
  private boolean carriedOut;

  Draft(State before, Snapshot current, EndpointCare care, RegistryMeters meters) {
    this.before = before;
    this.current = current;
    this.care = care;
    this.meters = meters;
    this.factory = before.factory();
    this.services = before.services();
    this.broken = before.broken();
    this.owners = before.owners();
  }

  /**
   * Registers a service or replaces one, by the next revision; by that of before if the same is
   * configured already and could not be served.
   *
   * @throws SettingsException if that is not possible; the draft is as before
   */
  void put(ServiceSpec spec, String pointer) {
    long revision =
        Optional.ofNullable(broken.get(spec.name()))
            .filter(fault -> fault.document().means(spec))
            .map(Broken::revision)
            .orElse(before.revision() + 1);
    put(spec, pointer, false, revision);
    broken = broken.minus(spec.name());
  }

  /** The same for a service of the boot configuration. */
  void boot(ServiceSpec spec, String pointer) {
    put(spec, pointer, true, 0);
  }

  private void put(ServiceSpec spec, String pointer, boolean readOnly, long revision) {
    refuseTakenRoutes(spec, pointer);
    Instances.Maker maker = new Instances.Maker(factory, spec.name(), pointer);
    makers.add(maker);
    Optional<Registered> old = Optional.ofNullable(services.get(spec.name()));
    Instances instances =
        old.map(former -> maker.make(spec.policies(), former.instances()))
            .orElseGet(() -> maker.make(spec.policies()));
    Registered next =
        old.map(former -> successor(former, spec, instances))
            .orElseGet(() -> newcomer(spec, instances))
            .as(readOnly, revision);
    release(spec.name());
    touched.add(spec.name());
    services = services.plus(spec.name(), next);
    spec.routing().keys().forEach(key -> owners = owners.plus(key, spec.name()));
  }

  /**
   * Serves what was configured, if that is possible; keeps it otherwise, with the reason, and
   * whether it is served or not, it is as configured by the revision of before.
   */
  void restore(String name, Stored stored, ServiceSpecReader reader) {
    KeptDocument document = new KeptDocument(name, stored.document());
    try {
      if (services.containsKey(name)) {
        throw new SettingsException("", "the configuration file declares a service of this name");
      }
      ServiceSpec spec = reader.service(name, Settings.of(stored.document()));
      put(spec, "", false, stored.revision());
      broken = broken.minus(name);
    } catch (SettingsException e) {
      broken = broken.plus(name, Broken.because(document, stored.revision(), e));
    }
  }

  /**
   * Makes anew what services have of plugins in whose place there are others now, and tries again
   * to serve what could not be served.
   *
   * @throws SettingsException if one of the first can't be made with a service's settings
   */
  void adopt(PluginCatalog catalog, ServiceSpecReader reader) {
    factory = factory.with(catalog);
    for (Registered old : before.services().values()) {
      ServiceSpec spec = old.spec();
      boolean stays = old.instances().guards().stream().map(Guard::plugin).allMatch(catalog::holds);
      if (!stays) {
        put(spec, "/services/" + spec.name(), old.readOnly(), old.revision());
      }
    }
    before
        .broken()
        .forEach((name, fault) ->
            restore(name, new Stored(fault.revision(), fault.document().toMap()), reader));
  }

  /** Takes out what an operator has configured under a name. */
  void delete(String name) {
    touched.add(name);
    broken = broken.minus(name);
    if (!before.isReadOnly(name)) {
      release(name);
      services = services.minus(name);
    }
  }

  /** Lets others have a service's routes; for when it will be put, too. */
  void release(String name) {
    Registered old = services.get(name);
    if (old != null) {
      for (RouteKey key : old.spec().routing().keys()) {
        if (name.equals(owners.get(key))) {
          owners = owners.minus(key);
        }
      }
    }
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

  private Registered newcomer(ServiceSpec spec, Instances instances) {
    Service service = service(spec, instances, meters.service(spec.name()));
    Roster roster = new Roster(service, instances.balancer(), care, meters);
    return new Registered(spec, false, 0, instances, service, roster);
  }

  private static Registered successor(Registered old, ServiceSpec spec, Instances instances) {
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
    return new Registered(spec, false, 0, instances, service, old.roster());
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

  /** What is registered after it, as of a revision. */
  State after(long revision) {
    return new State(factory, revision, services, broken, owners);
  }

  /** The names of the services that it touches. */
  Set<String> touched() {
    return touched;
  }

  /** Whether something is served after it that was not, or in another way, whatever changed it. */
  boolean repairs() {
    return touched.stream().anyMatch(before.broken()::containsKey);
  }

  /** Whether it was carried out, if only in part. */
  boolean isCarriedOut() {
    return carriedOut;
  }

  /** The documents of what it touches, as they were or as they will be. */
  Map<String, Map<String, Object>> documents(State state) {
    Map<String, Map<String, Object>> documents = new TreeMap<>();
    touched.forEach(
        name -> state.document(name).ifPresent(document -> documents.put(name, document)));
    return documents;
  }

  /** Closes what it has made; for one that is not carried out. */
  void discard() {
    makers.forEach(Instances.Maker::discard);
    touched.stream()
        .filter(name -> !before.services().containsKey(name))
        .forEach(meters::serviceGone);
  }

  /** The next snapshot, made ready: nothing has changed yet. */
  Snapshot snapshot(long revision) {
    HashPMap<String, Service> next = current.services();
    for (String name : touched) {
      Registered registered = services.get(name);
      next = registered == null ? next.minus(name) : next.plus(name, registered.service());
    }
    return new Snapshot(current.generation() + 1, revision, routes(), next);
  }

  private RouteTable routes() {
    for (String name : touched) {
      Registered old = before.services().get(name);
      Registered next = services.get(name);
      boolean same = old == null ? next == null : next != null && next.routesLike(old);
      if (!same) {
        return new RouteTable(
            services.values().stream().flatMap(service -> service.routes().stream()).toList());
      }
    }
    return current.routes();
  }

  /** Brings the touched services' endpoints up to date. */
  void carryOut() {
    carriedOut = true;
    for (String name : touched) {
      Registered next = services.get(name);
      if (next != null && !next.equals(before.services().get(name))) {
        next.roster()
            .update(
                next.service(),
                next.instances().balancer(),
                next.instances().probing(),
                next.spec().endpoints());
      }
    }
  }

  /** Ends what the services that are no more had to themselves. */
  void endGone() {
    for (String name : touched) {
      Registered old = before.services().get(name);
      if (old != null && !services.containsKey(name)) {
        old.roster().close();
        meters.serviceGone(name);
      }
    }
  }

  /** The instances that only snapshots of before use. */
  List<Guard> unused() {
    List<Guard> unused = new ArrayList<>();
    for (String name : touched) {
      Registered old = before.services().get(name);
      Registered next = services.get(name);
      if (old != null) {
        unused.addAll(old.instances().guards());
        unused.removeAll(next == null ? List.of() : next.instances().guards());
      }
    }
    return unused;
  }
}
