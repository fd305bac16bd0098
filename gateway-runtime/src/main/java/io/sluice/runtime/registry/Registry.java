package io.sluice.runtime.registry;

import io.sluice.api.Endpoint;
import io.sluice.api.plugin.SettingsException;
import io.sluice.runtime.history.Configuration;
import io.sluice.runtime.history.Difference;
import io.sluice.runtime.history.Revision;
import io.sluice.runtime.metrics.RegistryMeters;
import io.sluice.runtime.plugin.Guard;
import io.sluice.runtime.plugin.InstalledPlugin;
import io.sluice.runtime.plugin.PluginCatalog;
import io.sluice.runtime.plugin.PluginFactory;
import io.sluice.runtime.plugin.PluginTrial;
import io.sluice.runtime.plugin.PluginView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What is registered, and the one writer of it.
 *
 * <p>A change is worked out whole, plugins included, before anything is touched: if it is at fault,
 * nothing has changed. Otherwise the next snapshot is published before {@link #apply} returns, and
 * what only earlier ones used is closed when the last request that uses them has ended. Safe for
 * any thread; changes come one after the other, looking never waits for them.
 */
public final class Registry implements AutoCloseable {

  private final EndpointCare care;
  private final RegistryMeters meters;
  private final Defaults defaults;
  private final SnapshotUse snapshots = new SnapshotUse();
  private final Retirer retirer = new Retirer(snapshots);
  private final ReentrantLock writer = new ReentrantLock();
  private volatile State state;

  /**
   * What holds at one moment.
   *
   * @param factory makes instances of the plugins of the moment
   */
  private record State(PluginFactory factory, long revision, Map<String, Registered> services) {}

  /** A registry without services that cares for its endpoints' health alone. */
  public Registry(
      PluginFactory factory, HealthCheck health, RegistryMeters meters, Defaults defaults) {
    this(factory, EndpointCare.of(health), meters, defaults);
  }

  /**
   * A registry without services.
   *
   * @param factory makes the policies' instances
   * @param care looks after endpoints
   * @param meters where it is recorded what is registered
   * @param defaults what a service has that is registered with endpoints only
   */
  public Registry(
      PluginFactory factory, EndpointCare care, RegistryMeters meters, Defaults defaults) {
    this.state = new State(factory, 0, Map.of());
    this.care = care;
    this.meters = meters;
    this.defaults = defaults;
  }

  /** Starts closing what is no longer used, once. */
  public void start() {
    retirer.start();
  }

  /**
   * Tries whether what services have by default can be made, so that a fault in it is found before
   * the first service is registered.
   *
   * @param pointer where the defaults stand in the user's document
   * @throws SettingsException if it can't
   */
  public void tryDefaults(String pointer) {
    writer.lock();
    try {
      Instances.Maker maker = new Instances.Maker(state.factory(), "(defaults)", pointer);
      maker.make(defaults.policies());
      maker.discard();
    } finally {
      writer.unlock();
    }
  }

  /** Closes now what is no longer used; what the started thread does again and again. */
  void retire() {
    retirer.sweep();
  }

  /** The snapshot of the moment, for those who use it. */
  public SnapshotUse snapshots() {
    return snapshots;
  }

  /**
   * Every fault that a plugin or its declarations find in settings. An instance is made and closed;
   * nothing changes.
   */
  public List<SettingsException> faults(InstalledPlugin plugin, Map<String, ?> settings) {
    writer.lock();
    try {
      return PluginTrial.faults(plugin, settings);
    } finally {
      writer.unlock();
    }
  }

  /** What is registered under a name. */
  public Optional<ServiceView> view(String name) {
    return Optional.ofNullable(services().get(name)).map(Registered::view);
  }

  /** All that is registered, in the order of names. */
  public List<ServiceView> views() {
    return services().values().stream()
        .map(Registered::view)
        .sorted(Comparator.comparing(view -> view.spec().name()))
        .toList();
  }

  /** All ways to services, in the order in which requests are held against them. */
  public List<RouteView> routes() {
    return RouteView.inOrder(services().values());
  }

  /** The plugins that services can name. */
  public PluginCatalog catalog() {
    return state.factory().catalog();
  }

  /** All plugins that can be named or are in use. */
  public List<PluginView> plugins() {
    State now = state;
    Map<String, List<Guard>> instances = new HashMap<>();
    now.services().forEach((name, service) -> instances.put(name, service.instances().guards()));
    return PluginView.of(now.factory().catalog(), instances);
  }

  /** What operators have configured, as of now. */
  public Configuration configuration() {
    Map<String, Map<String, Object>> documents = new HashMap<>();
    State now = state;
    now.services()
        .forEach((name, service) -> {
          if (!service.readOnly()) {
            documents.put(name, service.spec().toMap());
          }
        });
    return new Configuration(now.revision(), documents);
  }

  /** What operators had configured as of a revision that is kept. */
  public Optional<Configuration> configuration(long revision) {
    return revision == revision() ? Optional.of(configuration()) : Optional.empty();
  }

  /** The last change of what operators configured. */
  public long revision() {
    return state.revision();
  }

  /**
   * The revisions that are kept, newest first.
   *
   * @param before only those with a smaller number
   * @param limit how many at most
   */
  public List<Revision> history(long before, int limit) {
    return List.of();
  }

  /** One revision, if it is kept. */
  public Optional<Revision> revision(long number) {
    return Optional.empty();
  }

  /** In what the configurations of two revisions differ, if both are kept. */
  public Optional<Difference> difference(long from, long to) {
    return from == to && configuration(from).isPresent()
        ? Optional.of(Difference.NONE)
        : Optional.empty();
  }

  /** Makes a change that the gateway itself asks for. */
  public ChangeResult apply(Change change) {
    return apply(ChangeRequest.of(change));
  }

  /**
   * Makes a change, or finds out what it would do.
   *
   * @throws SettingsException if it is at fault: a plugin that there is not, a setting that its
   *     plugin refuses, a route that leads to another service; nothing was changed
   */
  public ChangeResult apply(ChangeRequest request) {
    writer.lock();
    try {
      Optional<Long> subject = subject(request.change());
      return request.precondition().holds(subject)
          ? carryOut(request)
          : new ChangeResult.PreconditionFailed(subject);
    } finally {
      writer.unlock();
    }
  }

  /** The revision of what a change is about, or empty if that is not there. */
  private Optional<Long> subject(Change change) {
    return switch (change) {
      case Change.Put put -> revisionOf(put.spec().name());
      case Change.ReplaceEndpoints replace -> revisionOf(replace.name());
      case Change.PutEndpoint put -> revisionOf(put.service());
      case Change.RemoveEndpoint remove -> revisionOf(remove.service());
      case Change.Delete delete -> revisionOf(delete.name());
      case Change.Configure _, Change.RollBack _, Change.Boot _, Change.Adopt _ ->
          Optional.of(revision());
    };
  }

  private Optional<Long> revisionOf(String service) {
    return Optional.ofNullable(services().get(service)).map(Registered::revision);
  }

  private ChangeResult carryOut(ChangeRequest request) {
    return switch (request.change()) {
      case Change.Put put -> put(request, put.spec(), put.pointer());
      case Change.ReplaceEndpoints replace -> replaceEndpoints(request, replace);
      case Change.PutEndpoint put -> putEndpoint(request, put);
      case Change.RemoveEndpoint remove -> removeEndpoint(request, remove);
      case Change.Delete delete -> delete(request, delete.name());
      case Change.Configure configure -> configure(request, configure.services());
      case Change.RollBack rollBack -> new ChangeResult.Unknown("revision " + rollBack.revision());
      case Change.Boot boot -> boot(boot.services());
      case Change.Adopt adopt -> adopt(adopt.catalog());
    };
  }

  private ChangeResult put(ChangeRequest request, ServiceSpec spec, String pointer) {
    Registered old = services().get(spec.name());
    if (old != null && old.readOnly()) {
      return new ChangeResult.ReadOnly(spec.name());
    }
    Draft draft = draft();
    if (old == null || !old.spec().equals(spec)) {
      draft.put(spec, pointer, false);
    }
    return finish(request, draft, old == null);
  }

  private ChangeResult replaceEndpoints(ChangeRequest request, Change.ReplaceEndpoints change) {
    Registered old = services().get(change.name());
    ServiceSpec spec =
        old == null
            ? defaults.service(change.name(), change.endpoints())
            : old.spec().withEndpoints(change.endpoints());
    return put(request, spec, "");
  }

  private ChangeResult putEndpoint(ChangeRequest request, Change.PutEndpoint change) {
    Registered old = services().get(change.service());
    if (old == null) {
      return new ChangeResult.Unknown("service " + change.service());
    }
    if (old.readOnly()) {
      return new ChangeResult.ReadOnly(change.service());
    }
    Endpoint endpoint = change.spec().endpoint();
    List<EndpointSpec> endpoints = new ArrayList<>(old.spec().endpoints());
    int at = endpoints.stream().map(EndpointSpec::endpoint).toList().indexOf(endpoint);
    if (at < 0 && !change.create()) {
      return new ChangeResult.Unknown("endpoint " + endpoint + " of service " + change.service());
    }
    if (at < 0) {
      endpoints.add(change.spec());
    } else {
      endpoints.set(at, change.spec());
    }
    Draft draft = draft();
    ServiceSpec next = old.spec().withEndpoints(endpoints);
    if (!next.equals(old.spec())) {
      draft.put(next, "", false);
    }
    return finish(request, draft, at < 0);
  }

  private ChangeResult removeEndpoint(ChangeRequest request, Change.RemoveEndpoint change) {
    Registered old = services().get(change.service());
    if (old == null) {
      return new ChangeResult.Unknown("service " + change.service());
    }
    if (old.readOnly()) {
      return new ChangeResult.ReadOnly(change.service());
    }
    List<EndpointSpec> endpoints = new ArrayList<>(old.spec().endpoints());
    if (!endpoints.removeIf(spec -> spec.endpoint().equals(change.endpoint()))) {
      return new ChangeResult.Unknown(
          "endpoint " + change.endpoint() + " of service " + change.service());
    }
    Draft draft = draft();
    draft.put(old.spec().withEndpoints(endpoints), "", false);
    return finish(request, draft, false);
  }

  private ChangeResult delete(ChangeRequest request, String name) {
    Registered old = services().get(name);
    if (old == null) {
      return new ChangeResult.Unknown("service " + name);
    }
    if (old.readOnly()) {
      return new ChangeResult.ReadOnly(name);
    }
    Draft draft = draft();
    draft.delete(name);
    return finish(request, draft, false);
  }

  private ChangeResult configure(ChangeRequest request, Map<String, ServiceSpec> specs) {
    Draft draft = draft();
    for (Registered old : services().values()) {
      String name = old.spec().name();
      if (old.readOnly() && specs.containsKey(name)) {
        return new ChangeResult.ReadOnly(name);
      }
      if (!old.readOnly() && !specs.containsKey(name)) {
        draft.delete(name);
      }
    }
    specs.forEach((name, spec) -> {
      Registered old = services().get(name);
      if (old == null || !old.spec().equals(spec)) {
        draft.put(spec, "/services/" + name, false);
      }
    });
    return finish(request, draft, false);
  }

  private ChangeResult boot(Map<ServiceSpec, String> specs) {
    Draft draft = draft();
    specs.forEach((spec, pointer) -> draft.put(spec, pointer, true));
    return publish(draft, state.factory(), revision(), !specs.isEmpty());
  }

  private Draft draft() {
    return draft(state.factory());
  }

  private Draft draft(PluginFactory factory) {
    return new Draft(factory, care, meters, snapshots.current(), services());
  }

  private Map<String, Registered> services() {
    return state.services();
  }

  private ChangeResult adopt(PluginCatalog catalog) {
    PluginFactory next = state.factory().with(catalog);
    Draft draft = draft(next);
    draft.renew();
    if (draft.isEmpty()) {
      state = new State(next, revision(), services());
      return new ChangeResult.Applied(revision(), false, Difference.NONE);
    }
    return publish(draft, next, revision(), false);
  }

  /** Brings a change of what operators configured to its end. */
  private ChangeResult finish(ChangeRequest request, Draft draft, boolean created) {
    if (request.dryRun()) {
      draft.discard();
      return new ChangeResult.Tried(Difference.NONE);
    }
    return draft.isEmpty()
        ? new ChangeResult.Applied(revision(), false, Difference.NONE)
        : publish(draft, state.factory(), revision() + 1, created);
  }

  private ChangeResult publish(Draft draft, PluginFactory factory, long revision, boolean created) {
    Snapshot next = draft.carryOut(revision);
    snapshots.publish(next);
    state = new State(factory, revision, draft.after());
    meters.published(revision, next.services().size());
    draft.endGone();
    retirer.retire(next.generation(), draft.unused());
    return new ChangeResult.Applied(revision, created, Difference.NONE);
  }

  /** Takes everything out, and closes it at once: for when no request is left. */
  @Override
  public void close() {
    writer.lock();
    try {
      retirer.close();
      services().values().forEach(service -> service.roster().close());
      services().values().stream()
          .flatMap(service -> service.instances().guards().stream())
          .forEach(Guard::close);
      state = new State(state.factory(), revision(), Map.of());
    } finally {
      writer.unlock();
    }
  }
}
