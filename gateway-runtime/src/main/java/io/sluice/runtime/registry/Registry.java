package io.sluice.runtime.registry;

import io.sluice.api.plugin.SettingsException;
import io.sluice.runtime.exchange.AddressPolicy;
import io.sluice.runtime.history.Announcement;
import io.sluice.runtime.history.Archive;
import io.sluice.runtime.history.Chronicle;
import io.sluice.runtime.history.Configuration;
import io.sluice.runtime.history.Difference;
import io.sluice.runtime.history.Edit;
import io.sluice.runtime.history.Revision;
import io.sluice.runtime.metrics.RegistryMeters;
import io.sluice.runtime.plugin.Guard;
import io.sluice.runtime.plugin.InstalledPlugin;
import io.sluice.runtime.plugin.PluginCatalog;
import io.sluice.runtime.plugin.PluginFactory;
import io.sluice.runtime.plugin.PluginTrial;
import io.sluice.runtime.plugin.PluginView;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What is registered, and the one writer of it.
 *
 * <p>A change is worked out whole, plugins included, before anything is touched: if it is at fault,
 * nothing has changed. Otherwise the next snapshot is published before {@link #apply} returns, and
 * what only earlier ones used is closed when the last request that uses them has ended. What
 * operators configure is kept in an archive before it is published, so that what was acknowledged
 * survives the process. Safe for any thread; changes come one after the other, looking never waits
 * for them.
 */
public final class Registry implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Registry.class.getName());

  private final EndpointCare care;
  private final RegistryMeters meters;
  private final ServiceSpecReader reader;
  private final Chronicle chronicle;
  private final InstantSource clock;
  private final SnapshotUse snapshots = new SnapshotUse();
  private final Retirer retirer = new Retirer(snapshots);
  private final ReentrantLock writer = new ReentrantLock();
  private final Endpoints endpoints;
  private final Expiry expiry;
  private volatile State state;

  /** A registry that cares for its endpoints' health alone, and keeps nothing. */
  public Registry(
      PluginFactory factory, HealthCheck health, RegistryMeters meters, Defaults defaults) {
    this(factory, EndpointCare.of(health), meters, defaults);
  }

  /** A registry without services that takes any name and address, and keeps nothing. */
  public Registry(
      PluginFactory factory, EndpointCare care, RegistryMeters meters, Defaults defaults) {
    this(
        factory,
        care,
        meters,
        new ServiceSpecReader(defaults, Set.of(), new AddressPolicy(_ -> false)),
        Archive.NONE,
        InstantSource.system());
  }

  /**
   * A registry without services.
   *
   * @param factory makes the policies' instances
   * @param care looks after endpoints
   * @param meters where it is recorded what is registered
   * @param reader reads what was configured before, and knows what a service has by default
   * @param archive keeps what operators configure
   * @param clock the time of day
   */
  public Registry(
      PluginFactory factory,
      EndpointCare care,
      RegistryMeters meters,
      ServiceSpecReader reader,
      Archive archive,
      InstantSource clock) {
    this.state = State.empty(factory, 0);
    this.care = care;
    this.meters = meters;
    this.reader = reader;
    this.chronicle = new Chronicle(archive);
    this.clock = clock;
    this.endpoints = new Endpoints(name -> state.service(name), care.lifetimes());
    this.expiry = new Expiry(this::apply, endpoints, care);
  }

  /** Starts closing what is no longer used and taking out whose time is over, once. */
  public void start() {
    retirer.start();
    expiry.start();
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
      maker.make(reader.defaults().policies());
      maker.discard();
    } finally {
      writer.unlock();
    }
  }

  /** Closes now what is no longer used; what the started thread does again and again. */
  void retire() {
    retirer.sweep();
  }

  /** Takes out now whose time is over; what the started thread does again and again. */
  void expire() {
    expiry.sweep();
  }

  /** What can be done with single endpoints without a change. */
  public Endpoints endpoints() {
    return endpoints;
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
    return state.view(name);
  }

  /** All that is registered, in the order of names. */
  public List<ServiceView> views() {
    State now = state;
    return now.names().stream().sorted().flatMap(name -> now.view(name).stream()).toList();
  }

  /** All ways to services, in the order in which requests are held against them. */
  public List<RouteView> routes() {
    return RouteView.inOrder(state.services().values());
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
    return state.configuration();
  }

  /** What operators had configured as of a revision, if all is kept that has changed since. */
  public Optional<Configuration> configuration(long revision) {
    return past().configuration(revision);
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
    return chronicle.list(before, limit);
  }

  /** One revision, if it is kept. */
  public Optional<Revision> revision(long number) {
    return chronicle.find(number);
  }

  /** In what the configurations of two revisions differ, if both are kept; without effects. */
  public Optional<Difference> difference(long from, long to) {
    return past().difference(from, to);
  }

  private Past past() {
    return new Past(state.configuration(), chronicle);
  }

  /**
   * Serves what the archive has kept; once, after the services of the boot configuration are
   * registered, which go before. A service that can't be served is kept, shown with the reason, and
   * tried again when plugins come.
   *
   * @throws IOException if it can't be read
   */
  public void restore() throws IOException {
    writer.lock();
    try {
      Chronicle.Restored restored = chronicle.restore();
      Draft draft = draft();
      new TreeMap<>(restored.services())
          .forEach((name, stored) -> draft.restore(name, stored, reader));
      publish(draft, draft.snapshot(restored.revision()));
      state.broken().forEach(Registry::warn);
    } finally {
      writer.unlock();
    }
  }

  private static void warn(String name, Broken broken) {
    String fault = broken.fault();
    LOG.log(Level.WARNING, "service {0} is configured and can not be served: {1}", name, fault);
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
      Optional<Long> subject =
          request.change().service().map(this::revisionOf).orElse(Optional.of(revision()));
      if (!request.precondition().holds(subject)) {
        return new ChangeResult.PreconditionFailed(subject);
      }
      ChangeResult result = carryOut(request);
      if (result instanceof ChangeResult.Applied) {
        endpoints.renewedBy(request.change());
      }
      chronicle.compact(revision(), state::configured);
      return result;
    } finally {
      writer.unlock();
    }
  }

  /** The revision of a service, or empty if that is not there. */
  private Optional<Long> revisionOf(String service) {
    return state.view(service).map(ServiceView::revision);
  }

  private Draft draft() {
    return new Draft(state, snapshots.current(), care, meters);
  }

  private ChangeResult carryOut(ChangeRequest request) {
    Draft draft = draft();
    try {
      return switch (new Planner(state, draft, reader, chronicle).plan(request.change())) {
        case Plan.Refused refused -> refused.result();
        case Plan.Possible possible -> carryOut(request, draft, possible);
      };
    } finally {
      if (!draft.isCarriedOut()) {
        draft.discard();
      }
    }
  }

  private ChangeResult carryOut(ChangeRequest request, Draft draft, Plan.Possible plan) {
    if (request.change() instanceof Change.Boot || request.change() instanceof Change.Adopt) {
      publishUnrevised(draft, revision());
      return new ChangeResult.Applied(revision(), plan.created(), Difference.NONE);
    }
    Edit edit = edit(request, draft, plan);
    Difference difference = edit.difference();
    if (request.dryRun()) {
      return new ChangeResult.Tried(difference);
    }
    if (!difference.isEmpty()) {
      return revise(
          draft, edit, new ChangeResult.Applied(revision() + 1, plan.created(), difference));
    }
    if (draft.repairs()) {
      publishUnrevised(draft, revision());
    }
    return new ChangeResult.Applied(revision(), false, difference);
  }

  private Edit edit(ChangeRequest request, Draft draft, Plan.Possible plan) {
    State after = draft.after(revision() + 1);
    return new Edit(
        clock.instant(),
        request.author(),
        plan.what(),
        Effects.of(state, after, draft.touched()),
        draft.documents(state),
        draft.documents(after));
  }

  /** Makes the next revision: first it is kept, then it is published. */
  private ChangeResult revise(Draft draft, Edit edit, ChangeResult.Applied applied) {
    Snapshot next = draft.snapshot(applied.revision());
    try {
      chronicle.add(next.revision(), edit);
    } catch (IOException e) {
      return new ChangeResult.NotKept(Archive.isFull(e), String.valueOf(e.getMessage()));
    }
    publish(draft, next);
    tell(next.revision(), edit);
    return applied;
  }

  /** Tells of a revision that has taken effect. */
  private void tell(long revision, Edit edit) {
    LOG.log(
        Level.DEBUG, () -> "revision " + revision + ": " + edit.what() + ", by " + edit.author());
    Announcement.tell(care.events(), revision, edit);
  }

  /** Publishes what is no revision of its own. */
  private void publishUnrevised(Draft draft, long revision) {
    if (draft.touched().isEmpty()) {
      state = draft.after(revision);
      draft.carryOut();
    } else {
      publish(draft, draft.snapshot(revision));
    }
  }

  private void publish(Draft draft, Snapshot next) {
    draft.carryOut();
    snapshots.publish(next);
    state = draft.after(next.revision());
    meters.published(next.revision(), next.services().size());
    draft.endGone();
    retirer.retire(next.generation(), draft.unused());
  }

  /** Takes everything out, and closes it at once: for when no request is left. */
  @Override
  public void close() {
    writer.lock();
    try {
      expiry.close();
      retirer.close();
      state.services().values().forEach(service -> service.roster().close());
      state.services().values().stream()
          .flatMap(service -> service.instances().guards().stream())
          .forEach(Guard::close);
      state = State.empty(state.factory(), revision());
    } finally {
      writer.unlock();
    }
  }
}
