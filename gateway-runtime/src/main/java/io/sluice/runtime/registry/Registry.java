package io.sluice.runtime.registry;

import io.sluice.api.plugin.SettingsException;
import io.sluice.runtime.metrics.RegistryMeters;
import io.sluice.runtime.plugin.Guard;
import io.sluice.runtime.plugin.InstalledPlugin;
import io.sluice.runtime.plugin.PluginCatalog;
import io.sluice.runtime.plugin.PluginFactory;
import io.sluice.runtime.plugin.PluginTrial;
import io.sluice.runtime.plugin.PluginView;
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
  private record State(PluginFactory factory, Map<String, Registered> services) {}

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
    this.state = new State(factory, Map.of());
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

  /**
   * Makes a change.
   *
   * @throws SettingsException if it is at fault: a plugin that there is not, a setting that its
   *     plugin refuses, a route that leads to another service; nothing was changed
   */
  public ChangeResult apply(Change change) {
    writer.lock();
    try {
      return switch (change) {
        case Change.Put put -> put(put.spec(), put.pointer());
        case Change.ReplaceEndpoints replace -> replaceEndpoints(replace);
        case Change.Delete delete -> delete(delete.name());
        case Change.Boot boot -> boot(boot.services());
        case Change.Adopt adopt -> adopt(adopt.catalog());
      };
    } finally {
      writer.unlock();
    }
  }

  private ChangeResult put(ServiceSpec spec, String pointer) {
    if (isReadOnly(spec.name())) {
      return new ChangeResult.ReadOnly(spec.name());
    }
    boolean created = !services().containsKey(spec.name());
    Draft draft = draft();
    draft.put(spec, pointer, false);
    return publish(draft, created);
  }

  private ChangeResult replaceEndpoints(Change.ReplaceEndpoints change) {
    Registered old = services().get(change.name());
    ServiceSpec spec =
        old == null
            ? defaults.service(change.name(), change.endpoints())
            : old.spec().withEndpoints(change.endpoints());
    return put(spec, "");
  }

  private ChangeResult delete(String name) {
    if (!services().containsKey(name)) {
      return new ChangeResult.Unknown(name);
    }
    if (isReadOnly(name)) {
      return new ChangeResult.ReadOnly(name);
    }
    Draft draft = draft();
    draft.delete(name);
    return publish(draft, false);
  }

  private ChangeResult boot(Map<ServiceSpec, String> specs) {
    Draft draft = draft();
    specs.forEach((spec, pointer) -> draft.put(spec, pointer, true));
    return publish(draft, !specs.isEmpty());
  }

  private boolean isReadOnly(String name) {
    Registered registered = services().get(name);
    return registered != null && registered.readOnly();
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
      state = new State(next, services());
      return new ChangeResult.Applied(snapshots.current().revision(), false);
    }
    return publish(draft, next, false);
  }

  private ChangeResult publish(Draft draft, boolean created) {
    return publish(draft, state.factory(), created);
  }

  private ChangeResult publish(Draft draft, PluginFactory factory, boolean created) {
    Snapshot next = draft.carryOut();
    snapshots.publish(next);
    state = new State(factory, draft.after());
    meters.published(next.revision(), next.services().size());
    draft.endGone();
    retirer.retire(next.revision(), draft.unused());
    return new ChangeResult.Applied(next.revision(), created);
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
      state = new State(state.factory(), Map.of());
    } finally {
      writer.unlock();
    }
  }
}
