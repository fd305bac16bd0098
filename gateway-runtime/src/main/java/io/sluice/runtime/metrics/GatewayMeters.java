package io.sluice.runtime.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sluice.api.Endpoint;
import io.sluice.runtime.exchange.EndpointState;
import io.sluice.runtime.exchange.LiveEndpoint;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * All meters of the gateway: makes those of services, endpoints and plugins, removes them when
 * their owners go, and shows them. Recording is safe for any thread; making and removing belongs to
 * the control thread, showing to the administration.
 */
public final class GatewayMeters
    implements RegistryMeters, HealthMeters, PluginMeters, AutoCloseable {

  /** The service under which requests are recorded that lead to none. */
  private static final String UNROUTED = "_none";

  /** How many endpoints have series of their own. */
  static final int MOST_ENDPOINTS = 2_000;

  /** How many instances of plugins have series of their own. */
  static final int MOST_INSTANCES = 2_000;

  private final PrometheusMeterRegistry registry;
  private final JvmMeters jvm;
  private final SharedMeters shared;
  private final ListenerMeters listener;
  private final TunnelMeters tunnels;
  private final SeriesCap endpoints;
  private final SeriesCap instances;
  private final EndpointMeters otherEndpoints;
  private final Map<String, ServiceMeterSet> services = new ConcurrentHashMap<>();
  private final AtomicLong revision = new AtomicLong();
  private final AtomicLong registered = new AtomicLong();

  private GatewayMeters(PrometheusMeterRegistry registry, JvmMeters jvm) {
    this.registry = registry;
    this.jvm = jvm;
    this.shared = new SharedMeters(registry);
    this.listener = new ConnectionMeters(registry);
    this.tunnels = new OpenTunnelMeters(registry);
    this.endpoints =
        new SeriesCap(
            registry,
            "sluice.capped.endpoints",
            "Endpoints that are counted together as _other",
            MOST_ENDPOINTS);
    this.instances =
        new SeriesCap(
            registry,
            "sluice.capped.plugin.instances",
            "Instances of plugins that are counted together as _other",
            MOST_INSTANCES);
    this.otherEndpoints = EndpointMeters.ofOthers(registry);
    gauge("sluice.services", "Services that are registered", registered);
    gauge("sluice.config.revision", "The number of the configuration in effect", revision);
  }

  /**
   * Meters that nobody has recorded in.
   *
   * @param version the gateway's, for {@code sluice_build_info}
   */
  public static GatewayMeters create(String version) {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    JvmMeters jvm = new JvmMeters();
    jvm.bindTo(registry);
    Gauge.builder("sluice.build.info", () -> 1)
        .description("The version that runs")
        .tag("version", version)
        .register(registry);
    return new GatewayMeters(registry, jvm);
  }

  private void gauge(String name, String description, AtomicLong source) {
    Gauge.builder(name, source, AtomicLong::doubleValue)
        .description(description)
        .strongReference(true)
        .register(registry);
  }

  @Override
  public ServiceMeters service(String name) {
    return set(name);
  }

  @Override
  public void serviceGone(String name) {
    Optional.ofNullable(services.remove(name)).ifPresent(ServiceMeterSet::close);
  }

  @Override
  public void endpointAdded(String service, LiveEndpoint live) {
    set(service).endpointAdded(live);
  }

  @Override
  public void endpointDraining(String service, Endpoint endpoint, boolean drains) {
    known(service).ifPresent(set -> set.draining(endpoint, drains));
  }

  @Override
  public void endpointGone(String service, Endpoint endpoint) {
    known(service).ifPresent(set -> set.endpointGone(endpoint));
  }

  @Override
  public void published(long newRevision, int newServices) {
    revision.set(newRevision);
    registered.set(newServices);
  }

  @Override
  public void probed(String service, Endpoint endpoint, boolean healthy, long nanos) {
    known(service).ifPresent(set -> set.probed(endpoint, healthy));
  }

  @Override
  public void stateChanged(
      String service, Endpoint endpoint, EndpointState from, EndpointState to) {
    known(service).ifPresent(set -> set.changed(endpoint, to));
  }

  @Override
  public InstanceMeters open(String kind, String plugin, String service) {
    return new InstanceMeterSet(shared, instances, kind, plugin, service);
  }

  /** The meters of requests that lead to no service. */
  public ServiceMeters unrouted() {
    return set(UNROUTED);
  }

  /** The meters of the traffic listener. */
  public ListenerMeters listener() {
    return listener;
  }

  /** The meters of WebSocket tunnels. */
  public TunnelMeters tunnels() {
    return tunnels;
  }

  /** The meters of the access log, shown from now on. */
  public AccessLogMeters accessLog() {
    Counter dropped =
        Counter.builder("sluice.access.log.dropped")
            .description("Requests that the access log lost, because its disk was slow or full")
            .register(registry);
    return dropped::increment;
  }

  /** The meters of the audit log, shown from now on. */
  public AuditMeters audit() {
    return reason ->
        Counter.builder("sluice.audit.log.dropped")
            .description("Attempts to change something that the audit log lost, by reason")
            .tag("reason", reason)
            .register(registry)
            .increment();
  }

  /** The meters of the journal, shown from now on. */
  public JournalMeters journal() {
    return new KeptMeters(registry);
  }

  /** The meters of those who are not let into the administration. */
  public AuthenticationMeters authentication() {
    return reason ->
        Counter.builder("sluice.admin.authentication.failures")
            .description("Requests to the administration of those who were not let in")
            .tag("reason", reason)
            .register(registry)
            .increment();
  }

  /** Shows how many layers of plugins nobody needs and are still in memory. */
  public void pluginLayers(IntSupplier unreclaimed) {
    Gauge.builder("sluice.plugin.layers.unreclaimed", unreclaimed, IntSupplier::getAsInt)
        .description("Layers of plugins that were let go of and are still in memory")
        .strongReference(true)
        .register(registry);
  }

  /**
   * Shows how names fare whose addresses are endpoints.
   *
   * @param found how many look-ups have succeeded
   * @param failed how many have not
   * @param failing how many names were not found when they were looked up last
   */
  public void names(LongSupplier found, LongSupplier failed, IntSupplier failing) {
    lookUps("found", found);
    lookUps("failed", failed);
    Gauge.builder("sluice.names.failing", failing, IntSupplier::getAsInt)
        .description("Names of endpoints that were not found when they were looked up last")
        .strongReference(true)
        .register(registry);
  }

  private void lookUps(String result, LongSupplier source) {
    FunctionCounter.builder("sluice.name.lookups", source, LongSupplier::getAsLong)
        .description("Look-ups of names whose addresses are endpoints")
        .tag("result", result)
        .register(registry);
  }

  /** Shows everything. */
  public String expose(Exposition form) {
    return registry.scrape(form.contentType());
  }

  /** Ends the watch over the virtual machine. */
  @Override
  public void close() {
    jvm.close();
    registry.close();
  }

  private Optional<ServiceMeterSet> known(String service) {
    return Optional.ofNullable(services.get(service));
  }

  private ServiceMeterSet set(String service) {
    return services.computeIfAbsent(
        service, name -> new ServiceMeterSet(registry, name, endpoints, otherEndpoints));
  }
}
