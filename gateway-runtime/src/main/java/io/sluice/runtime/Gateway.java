package io.sluice.runtime;

import io.sluice.api.Ticker;
import io.sluice.runtime.accesslog.AccessLog;
import io.sluice.runtime.accesslog.AccessLogWriter;
import io.sluice.runtime.address.Addresses;
import io.sluice.runtime.admin.Access;
import io.sluice.runtime.admin.AdminRooms;
import io.sluice.runtime.admin.Administration;
import io.sluice.runtime.admin.GatewayStatus;
import io.sluice.runtime.audit.Audit;
import io.sluice.runtime.audit.AuditLog;
import io.sluice.runtime.config.AccessLogConfig;
import io.sluice.runtime.config.Address;
import io.sluice.runtime.config.AdminConfig;
import io.sluice.runtime.config.EndpointLimits;
import io.sluice.runtime.config.GatewayConfig;
import io.sluice.runtime.config.RequestLimits;
import io.sluice.runtime.config.TlsConfig;
import io.sluice.runtime.config.TrafficConfig;
import io.sluice.runtime.deadline.Sweeper;
import io.sluice.runtime.events.EventLog;
import io.sluice.runtime.exchange.AddressPolicy;
import io.sluice.runtime.guard.Watchdog;
import io.sluice.runtime.health.Probes;
import io.sluice.runtime.history.Archive;
import io.sluice.runtime.http1.Http1Limits;
import io.sluice.runtime.journal.Journal;
import io.sluice.runtime.layer.BuiltInPlugins;
import io.sluice.runtime.layer.PluginFolder;
import io.sluice.runtime.layer.PluginLayers;
import io.sluice.runtime.lifetime.Lifetimes;
import io.sluice.runtime.listener.ConnectionLimits;
import io.sluice.runtime.listener.Encryption;
import io.sluice.runtime.listener.TlsCertificate;
import io.sluice.runtime.listener.TrafficListener;
import io.sluice.runtime.listener.TrafficSettings;
import io.sluice.runtime.metrics.GatewayMeters;
import io.sluice.runtime.names.NameBook;
import io.sluice.runtime.pipeline.Pipeline;
import io.sluice.runtime.plugin.PluginCatalog;
import io.sluice.runtime.plugin.PluginFactory;
import io.sluice.runtime.registry.EndpointCare;
import io.sluice.runtime.registry.Registry;
import io.sluice.runtime.registry.ServiceSpecReader;
import io.sluice.runtime.route.RouteTable;
import io.sluice.runtime.swap.FolderWatch;
import io.sluice.runtime.swap.PluginSwap;
import io.sluice.runtime.swap.SwapReport;
import io.sluice.runtime.tunnel.Tunnels;
import io.sluice.runtime.upstream.Forwarder;
import io.sluice.runtime.upstream.PoolLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

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

  private static final List<String> ANY_HOST = List.of("*");

  private final GatewayConfig config;
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final Set<Integer> ownPorts = ConcurrentHashMap.newKeySet();
  private final EventLog events =
      new EventLog(RandomGenerator.getDefault(), InstantSource.system());
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
    PluginLayers layers = new PluginLayers();
    started.push(layers);
    meters.pluginLayers(layers::unreclaimed);
    Watchdog watchdog = new Watchdog();
    watchdog.start();
    started.push(watchdog);
    ownPorts.addAll(config.ports());
    AddressPolicy policy = new AddressPolicy(ownPorts::contains, config.addresses());
    Addresses addresses = new Addresses(policy);
    started.push(addresses);
    Forwarder forwarder = new Forwarder(sweeper, addresses, poolLimits());
    started.push(forwarder);
    Probes probes = new Probes(addresses, meters, events, Ticker.system(), InstantSource.system());
    NameBook names = new NameBook(addresses, Ticker.system(), InstantSource.system());
    names.start();
    started.push(names);
    meters.names(names::found, names::failed, names::failing);
    ServiceSpecReader reader = DeclaredServices.reader(config, policy);
    Registry registry =
        new Registry(
            factory(meters, watchdog),
            new EndpointCare(
                probes,
                names,
                new Lifetimes(Ticker.system()),
                events,
                forwarder::forget,
                Ticker.system()),
            meters,
            reader,
            archive(meters),
            InstantSource.system());
    registry.start();
    started.push(registry);
    PluginSwap swap = plugins(layers, registry);
    DeclaredServices.register(config, reader, registry);
    registry.restore();
    AdminRooms rooms =
        new AdminRooms(
            registry,
            reader,
            swap,
            layers::unreclaimed,
            events,
            meters,
            audit(meters),
            () -> ready,
            GatewayStatus.starting(version, InstantSource.system()));
    startAdmin(rooms, forwarder);
    startTraffic(rooms, forwarder);
    started.push(events);
    ready = true;
  }

  private PluginFactory factory(GatewayMeters meters, Watchdog watchdog) {
    PluginCatalog builtIn = new PluginCatalog(BuiltInPlugins.find());
    return new PluginFactory(builtIn, meters, Ticker.system(), watchdog, events);
  }

  /** Where what operators configure survives the gateway. */
  private Archive archive(GatewayMeters meters) throws IOException {
    if (config.data().isEmpty()) {
      LOG.log(
          Level.INFO,
          "no data directory is configured: what is registered is forgotten at the end");
      return Archive.NONE;
    }
    Journal journal = Journal.open(config.data().get(), meters.journal(), events);
    started.push(journal);
    return Archive.of(journal);
  }

  /** Where it is written down who tried to change something: beside what is kept of it. */
  private Audit audit(GatewayMeters meters) {
    if (config.data().isEmpty()) {
      return Audit.NONE;
    }
    AuditLog log = AuditLog.at(config.data().get().resolve("audit.log"), meters.audit());
    started.push(log);
    return log;
  }

  /** Loads the plugins that were dropped, and from now on what changes among them. */
  private PluginSwap plugins(PluginLayers layers, Registry registry) {
    PluginFolder folder = new PluginFolder(config.plugins().directory());
    PluginSwap swap = new PluginSwap(folder, layers::load, registry, events);
    FolderWatch watch = new FolderWatch(folder, swap::reload);
    SwapReport _ = swap.reload();
    if (config.plugins().watch()) {
      watch.start();
      started.push(watch);
    }
    return swap;
  }

  /** Starts what is for administrators and for who reads meters, where that has its own port. */
  private void startAdmin(AdminRooms rooms, Forwarder forwarder) throws IOException {
    AdminConfig admin = config.admin();
    if (!admin.onTraffic()) {
      Encryption encryption = Admittance.encryption(admin, started::push);
      adminPort =
          startFront("admin", admin.address(), encryption, administration(rooms), forwarder);
    }
    if (config.metrics().isPresent()) {
      Address address = config.metrics().get();
      Access access =
          address.isLoopback() ? Access.local(admin.access().hosts()) : Access.open(ANY_HOST);
      startFront(
          "metrics", address, Encryption.NONE, Administration.metersOnly(access, rooms), forwarder);
    }
  }

  private Administration administration(AdminRooms rooms) throws IOException {
    AdminConfig admin = config.admin();
    return Administration.full(
        Admittance.access(admin, rooms.meters().authentication(), started::push),
        admin.lenientContentType(),
        rooms);
  }

  private int startFront(
      String what,
      Address where,
      Encryption encryption,
      Administration administration,
      Forwarder forwarder)
      throws IOException {
    InetSocketAddress address = where.toSocketAddress();
    TrafficListener front =
        bound(
            what,
            address,
            () -> Front.start(address, encryption, administration, sweeper, forwarder));
    started.push(front);
    ownPorts.add(front.port());
    return front.port();
  }

  private void startTraffic(AdminRooms rooms, Forwarder forwarder) throws IOException {
    TrafficConfig traffic = config.traffic();
    GatewayMeters meters = rooms.meters();
    InetSocketAddress address = traffic.listen().toSocketAddress();
    TrafficSettings settings =
        settings(address).encryptedBy(encryption()).loggedBy(accessLog(meters));
    RouteTable reserved =
        config.admin().onTraffic()
            ? Front.routes(
                Administration.RESERVED_NAMES.stream().map(name -> "/" + name).toList(),
                administration(rooms),
                meters.service(Front.SERVICE))
            : RouteTable.EMPTY;
    Pipeline pipeline =
        new Pipeline(
            reserved,
            () -> new RegistrySlot(rooms.registry().snapshots().open()),
            forwarder,
            tunnels(traffic.limits().tunnels(), meters));
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

  private AccessLog accessLog(GatewayMeters meters) throws IOException {
    Optional<AccessLogConfig> wanted = config.accessLog();
    if (wanted.isEmpty()) {
      return AccessLog.NONE;
    }
    AccessLogWriter log = AccessLogWriter.start(wanted.get(), meters.accessLog());
    started.push(log);
    return log;
  }

  private Encryption encryption() throws IOException {
    Optional<TlsConfig> tls = config.traffic().tls();
    if (tls.isEmpty()) {
      return Encryption.NONE;
    }
    TlsCertificate certificate =
        TlsCertificate.watch(tls.get().certificate(), tls.get().key(), Admittance.PERIOD);
    started.push(certificate);
    return certificate;
  }

  private PoolLimits poolLimits() {
    EndpointLimits limits = config.services().endpoints();
    return new PoolLimits(
        POOLED, limits.idle(), limits.connections(), limits.waiting(), limits.total());
  }

  private Tunnels tunnels(int most, GatewayMeters meters) {
    return new Tunnels(most, sweeper, Ticker.system(), new SecureRandom(), meters.tunnels());
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
                usual.bodyBytes(),
                usual.chunkExtensionBytes(),
                usual.trailerBytes(),
                usual.trailerFields()),
            traffic.requestHead(),
            config.services().timeouts().idle(),
            traffic.trustedProxies(),
            limits.connections())
        .limitedTo(
            new ConnectionLimits(
                limits.connections(), limits.connectionsPerPeer(), limits.requestsPerConnection()));
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
