package io.sluice.runtime.plugin;

import io.sluice.api.Ticker;
import io.sluice.api.balancer.BalancerProvider;
import io.sluice.api.filter.FilterProvider;
import io.sluice.api.limiter.LimiterProvider;
import io.sluice.api.plugin.PluginProvider;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsException;
import io.sluice.api.probe.ProbeProvider;
import io.sluice.runtime.events.Events;
import io.sluice.runtime.guard.Watchdog;
import io.sluice.runtime.metrics.PluginMeters;
import io.sluice.runtime.metrics.PluginMeters.InstanceMeters;
import java.util.function.BiFunction;

/**
 * Makes guarded instances of plugins. Called by one thread at a time.
 *
 * <p>Every method throws a {@link SettingsException} if there is no such plugin, if a setting is
 * wrong or unknown, or if the plugin fails; nothing is left behind then. A pointer says where in
 * the user's document the plugin's section stands.
 */
public final class PluginFactory {

  private final PluginCatalog catalog;
  private final PluginMeters meters;
  private final Ticker ticker;
  private final Watchdog watchdog;
  private final Events events;

  /** A factory for the plugins of a catalog, whose calls nobody watches. */
  public PluginFactory(PluginCatalog catalog, PluginMeters meters, Ticker ticker) {
    this(catalog, meters, ticker, new Watchdog(), Events.NONE);
  }

  /**
   * A factory for the plugins of a catalog.
   *
   * @param events where it is told when an instance is no longer called, or is again
   */
  public PluginFactory(
      PluginCatalog catalog, PluginMeters meters, Ticker ticker, Watchdog watchdog, Events events) {
    this.catalog = catalog;
    this.meters = meters;
    this.ticker = ticker;
    this.watchdog = watchdog;
    this.events = events;
  }

  /** The plugins that instances are made of. */
  public PluginCatalog catalog() {
    return catalog;
  }

  /** The same factory for the plugins of another catalog. */
  public PluginFactory with(PluginCatalog other) {
    return new PluginFactory(other, meters, ticker, watchdog, events);
  }

  /** A balancer for a service. */
  public GuardedBalancer balancer(PluginSpec spec, String pointer, String service) {
    Wanted wanted = wanted(PluginKind.BALANCER, spec, pointer, service);
    return make(
        wanted,
        (BalancerProvider) wanted.plugin().provider(),
        (made, parts) -> new GuardedBalancer(made, parts.context(), parts.log()));
  }

  /** A limiter for a service. */
  public GuardedLimiter limiter(
      PluginSpec spec, FailurePolicy policy, String pointer, String service) {
    Wanted wanted = wanted(PluginKind.LIMITER, spec, pointer, service);
    return make(
        wanted,
        (LimiterProvider) wanted.plugin().provider(),
        (made, parts) -> new GuardedLimiter(made, policy, parts.log()));
  }

  /** A probe for a service. */
  public GuardedProbe probe(PluginSpec spec, String pointer, String service) {
    Wanted wanted = wanted(PluginKind.PROBE, spec, pointer, service);
    return make(
        wanted,
        (ProbeProvider) wanted.plugin().provider(),
        (made, parts) -> new GuardedProbe(made, parts.log()));
  }

  /** A filter for a service. */
  public GuardedFilter filter(
      PluginSpec spec, FilterFailurePolicy policy, String pointer, String service) {
    Wanted wanted = wanted(PluginKind.FILTER, spec, pointer, service);
    return make(
        wanted,
        (FilterProvider) wanted.plugin().provider(),
        (made, parts) -> new GuardedFilter(made, spec, policy, parts.log()));
  }

  private Wanted wanted(PluginKind kind, PluginSpec spec, String pointer, String service) {
    return new Wanted(catalog.named(kind, spec.name(), pointer), spec, pointer, service);
  }

  private record Wanted(InstalledPlugin plugin, PluginSpec spec, String pointer, String service) {

    SettingsException failed(Throwable cause) {
      return new SettingsException(
          pointer,
          "the %s \"%s\" failed to start: %s"
              .formatted(plugin.kind().word(), plugin.name(), cause));
    }
  }

  private record Parts(InstanceContext context, GuardLog log) {}

  private <T extends AutoCloseable, G extends Guard> G make(
      Wanted wanted, PluginProvider<T> provider, BiFunction<T, Parts, G> guard) {
    InstalledPlugin plugin = wanted.plugin();
    if (!plugin.origin().use().begin()) {
      throw wanted.failed(new IllegalStateException("its module was let go of"));
    }
    InstanceMeters instanceMeters =
        meters.open(plugin.kind().word(), plugin.name(), wanted.service());
    InstanceContext context =
        new InstanceContext(plugin, wanted.service(), ticker, instanceMeters.own());
    GuardLog log = new GuardLog(context, instanceMeters, watchdog, events);
    T instance;
    try {
      instance = create(wanted, provider, context);
    } catch (SettingsException e) {
      log.notMade();
      throw e;
    } catch (Throwable e) {
      log.notMade();
      throw wanted.failed(e);
    }
    try {
      return guard.apply(instance, new Parts(context, log));
    } catch (Throwable e) {
      log.close(instance);
      throw wanted.failed(e);
    }
  }

  private static <T extends AutoCloseable> T create(
      Wanted wanted, PluginProvider<T> provider, InstanceContext context) throws Exception {
    Settings settings = Settings.of(wanted.spec().settings(), wanted.pointer());
    T instance = provider.create(settings, context);
    if (instance == null) {
      throw new IllegalStateException("it made nothing");
    }
    try {
      settings.rejectUnknownKeys();
    } catch (SettingsException e) {
      instance.close();
      throw e;
    }
    return instance;
  }
}
