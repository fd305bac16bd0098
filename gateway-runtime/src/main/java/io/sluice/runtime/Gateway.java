package io.sluice.runtime;

import io.sluice.api.Endpoint;
import io.sluice.api.Ticker;
import io.sluice.api.balancer.Pick;
import io.sluice.api.limiter.LimitDecision;
import io.sluice.runtime.admin.Access;
import io.sluice.runtime.admin.AdminRooms;
import io.sluice.runtime.admin.AdminServer;
import io.sluice.runtime.admin.AdminSettings;
import io.sluice.runtime.config.AdminConfig;
import io.sluice.runtime.config.GatewayConfig;
import io.sluice.runtime.config.RequestLimits;
import io.sluice.runtime.config.TlsConfig;
import io.sluice.runtime.config.TrafficConfig;
import io.sluice.runtime.deadline.Sweeper;
import io.sluice.runtime.exchange.AddressPolicy;
import io.sluice.runtime.exchange.LiveEndpoint;
import io.sluice.runtime.exchange.ReadyEndpoint;
import io.sluice.runtime.exchange.Rotation;
import io.sluice.runtime.exchange.Route;
import io.sluice.runtime.exchange.Service;
import io.sluice.runtime.health.Probes;
import io.sluice.runtime.http1.Http1Limits;
import io.sluice.runtime.listener.Encryption;
import io.sluice.runtime.listener.TlsCertificate;
import io.sluice.runtime.listener.TrafficListener;
import io.sluice.runtime.listener.TrafficSettings;
import io.sluice.runtime.metrics.GatewayMeters;
import io.sluice.runtime.pipeline.Pipeline;
import io.sluice.runtime.plugin.BuiltInPlugins;
import io.sluice.runtime.plugin.PluginCatalog;
import io.sluice.runtime.plugin.PluginFactory;
import io.sluice.runtime.plugin.PluginFolder;
import io.sluice.runtime.registry.Registry;
import io.sluice.runtime.registry.ServiceSpecReader;
import io.sluice.runtime.route.RouteTable;
import io.sluice.runtime.upstream.Forwarder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A running gateway: the place where the rooms are wired together, and nothing else.
 *
 * <p>Started from the inside out (services, administration, traffic) and stopped the other way
 * round. May be stopped by any thread.
 */
public final class Gateway implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Gateway.class.getName());

  private static final Duration SWEEP = Duration.ofMillis(100);

  /** Shorter than endpoints usually wait, so that few connections are found closed. */
  private static final Duration POOLED = Duration.ofSeconds(30);

  /** How often to look whether the certificate was replaced. */
  private static final Duration CERTIFICATE_PERIOD = Duration.ofSeconds(3);

  private final GatewayConfig config;
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final Set<Integer> ownPorts = ConcurrentHashMap.newKeySet();
  private final Sweeper sweeper = new Sweeper(Ticker.system(), SWEEP);
  private volatile boolean ready;
  private int trafficPort;
  private int adminPort;

  private Gateway(GatewayConfig config) {
    this.config = config;
  }

  /**
   * Starts a gateway; it serves when this returns.
   *
   * @param version shown in its meters
   * @throws io.sluice.runtime.config.ConfigException if a declared service is wrong
   * @throws IOException if an address can not be listened at
   */
  public static Gateway start(GatewayConfig config, String version) throws IOException {
    Gateway gateway = new Gateway(config);
    try {
      gateway.startRooms(version);
      return gateway;
    } catch (IOException | RuntimeException e) {
      gateway.close();
      throw e;
    }
  }

  private void startRooms(String version) throws IOException {
    sweeper.start();
    started.push(sweeper);
    GatewayMeters meters = GatewayMeters.create(version);
    started.push(meters);
    PluginCatalog catalog = plugins();
    AddressPolicy addresses = new AddressPolicy(ownPorts::contains);
    Probes probes = new Probes(addresses, meters, Ticker.system(), InstantSource.system());
    started.push(probes);
    ServiceSpecReader reader = DeclaredServices.reader(config, addresses);
    Registry registry =
        new Registry(
            new PluginFactory(catalog, meters, Ticker.system()), probes, meters, reader.defaults());
    registry.start();
    started.push(registry);
    DeclaredServices.register(config, reader, registry);
    AdminRooms rooms = new AdminRooms(registry, reader, catalog, meters, () -> ready);
    startAdmin(rooms, meters);
    startTraffic(registry, meters);
    ready = true;
  }

  private PluginCatalog plugins() {
    PluginFolder folder = PluginFolder.load(config.plugins());
    started.push(folder);
    PluginCatalog catalog = PluginCatalog.of(BuiltInPlugins.find(), folder);
    catalog.faults().forEach(fault -> LOG.log(Level.WARNING, fault));
    return catalog;
  }

  private void startAdmin(AdminRooms rooms, GatewayMeters meters) throws IOException {
    AdminConfig admin = config.admin();
    Access access =
        admin.token().isPresent()
            ? Access.withToken(admin.token().get()::matches, admin.hosts())
            : Access.open(admin.isOpen() ? List.of("*") : admin.hosts());
    InetSocketAddress address =
        admin.onTraffic() || !admin.address().isLoopback()
            ? new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)
            : admin.address().toSocketAddress();
    AdminServer server =
        bound(
            "admin",
            address,
            () ->
                AdminServer.start(
                    new AdminSettings(address, access, admin.lenientContentType()), rooms));
    started.push(server);
    adminPort = server.port();
    ownPorts.add(adminPort);
    if (config.metrics().isPresent()) {
      InetSocketAddress metrics = config.metrics().get().toSocketAddress();
      AdminServer exposition =
          bound("metrics", metrics, () -> AdminServer.startMetrics(metrics, rooms));
      started.push(exposition);
      ownPorts.add(exposition.port());
    }
    if (!admin.onTraffic() && !admin.address().isLoopback()) {
      startAdminFront(meters);
    }
  }

  /** Where strangers can reach the administration, our own codec reads what they send. */
  private void startAdminFront(GatewayMeters meters) throws IOException {
    InetSocketAddress address = config.admin().address().toSocketAddress();
    Pipeline pipeline =
        new Pipeline(adminRoutes(List.of("/"), meters), NoSnapshot::new, forwarder());
    TrafficListener front =
        bound(
            "admin",
            address,
            () ->
                TrafficListener.start(
                    settings(address),
                    pipeline,
                    sweeper,
                    meters.listener(),
                    meters.unrouted(),
                    Duration.ofSeconds(1)));
    started.push(front);
    adminPort = front.port();
    ownPorts.add(adminPort);
  }

  private void startTraffic(Registry registry, GatewayMeters meters) throws IOException {
    TrafficConfig traffic = config.traffic();
    InetSocketAddress address = traffic.listen().toSocketAddress();
    TrafficSettings settings = settings(address).encryptedBy(encryption());
    RouteTable reserved =
        config.admin().onTraffic()
            ? adminRoutes(
                AdminServer.RESERVED_NAMES.stream().map(name -> "/" + name).toList(), meters)
            : RouteTable.EMPTY;
    Pipeline pipeline =
        new Pipeline(reserved, () -> new RegistrySlot(registry.snapshots().open()), forwarder());
    TrafficListener listener =
        bound(
            "traffic",
            address,
            () ->
                TrafficListener.start(
                    settings,
                    pipeline,
                    sweeper,
                    meters.listener(),
                    meters.unrouted(),
                    traffic.drain()));
    started.push(listener);
    trafficPort = listener.port();
    ownPorts.add(trafficPort);
    if (config.admin().onTraffic()) {
      adminPort = trafficPort;
    }
  }

  private Encryption encryption() throws IOException {
    Optional<TlsConfig> tls = config.traffic().tls();
    if (tls.isEmpty()) {
      return Encryption.NONE;
    }
    TlsCertificate certificate =
        TlsCertificate.watch(tls.get().certificate(), tls.get().key(), CERTIFICATE_PERIOD);
    started.push(certificate);
    return certificate;
  }

  private Forwarder forwarder() {
    Forwarder forwarder = new Forwarder(sweeper, POOLED);
    started.push(forwarder);
    return forwarder;
  }

  private TrafficSettings settings(InetSocketAddress address) {
    TrafficConfig traffic = config.traffic();
    RequestLimits limits = traffic.limits();
    Http1Limits usual = Http1Limits.requests();
    return new TrafficSettings(
        address,
        new Http1Limits(
            limits.lineBytes(),
            limits.headBytes(),
            limits.fields(),
            limits.bodyBytes(),
            usual.chunkExtensionBytes(),
            usual.trailerBytes(),
            usual.trailerFields()),
        traffic.requestHead(),
        config.services().timeouts().idle(),
        traffic.trustedProxies(),
        limits.connections());
  }

  /** Routes to the administration's own listener, as if it were a service. */
  private RouteTable adminRoutes(List<String> paths, GatewayMeters meters) {
    Service service =
        new Service(
            "_admin",
            _ -> LimitDecision.ADMITTED,
            List.of(),
            config.services().timeouts(),
            meters.service("_admin"));
    Endpoint endpoint =
        new Endpoint("http", InetAddress.getLoopbackAddress().getHostAddress(), adminPort);
    ReadyEndpoint ready = new ReadyEndpoint(new LiveEndpoint(endpoint), 1);
    service.publish(new Rotation(List.of(ready), _ -> new Pick.Picked(ready)));
    List<RouteTable.Entry> entries = new ArrayList<>();
    for (String path : paths) {
      entries.add(new RouteTable.Entry(RouteTable.ANY_HOST, new Route(path, service, false, "")));
    }
    return new RouteTable(entries);
  }

  private interface Start<T> {
    T start();
  }

  private static <T> T bound(String what, InetSocketAddress address, Start<T> start)
      throws IOException {
    if (address.isUnresolved()) {
      throw new IOException("the " + what + " address " + address + " is not known");
    }
    try {
      return start.start();
    } catch (UncheckedIOException e) {
      throw new IOException(
          "can not listen at %s:%d (%s): %s"
              .formatted(address.getHostString(), address.getPort(), what, e.getMessage()),
          e);
    }
  }

  /** The port that clients connect to. */
  public int trafficPort() {
    return trafficPort;
  }

  /** The port that administrators connect to; the traffic's if they share one. */
  public int adminPort() {
    return adminPort;
  }

  /** Is not ready any more, lets open requests end within the configured grace, and stops. */
  @Override
  public void close() {
    ready = false;
    while (!started.isEmpty()) {
      close(started.pop());
    }
  }

  private static void close(AutoCloseable room) {
    try {
      room.close();
    } catch (Exception e) {
      LOG.log(Level.WARNING, room.getClass().getSimpleName() + " did not stop cleanly", e);
    }
  }
}
