package io.sluice.runtime.admin;

import io.sluice.api.Ticker;
import io.sluice.api.limiter.LimitDecision;
import io.sluice.api.plugin.Settings;
import io.sluice.balancer.leastconnections.LeastConnectionsBalancerProvider;
import io.sluice.runtime.address.Addresses;
import io.sluice.runtime.audit.Attempt;
import io.sluice.runtime.deadline.Sweeper;
import io.sluice.runtime.events.EventLog;
import io.sluice.runtime.exchange.AddressPolicy;
import io.sluice.runtime.exchange.EndpointState;
import io.sluice.runtime.exchange.LiveEndpoint;
import io.sluice.runtime.exchange.Route;
import io.sluice.runtime.exchange.Service;
import io.sluice.runtime.exchange.Timeouts;
import io.sluice.runtime.exchange.TrustedProxies;
import io.sluice.runtime.http1.Http1Limits;
import io.sluice.runtime.layer.PluginFolder;
import io.sluice.runtime.listener.TrafficListener;
import io.sluice.runtime.listener.TrafficSettings;
import io.sluice.runtime.metrics.GatewayMeters;
import io.sluice.runtime.metrics.ListenerMeters;
import io.sluice.runtime.metrics.ServiceMeters;
import io.sluice.runtime.metrics.TunnelMeters;
import io.sluice.runtime.pipeline.Pipeline;
import io.sluice.runtime.pipeline.SnapshotSource;
import io.sluice.runtime.plugin.InstalledPlugin;
import io.sluice.runtime.plugin.PluginCatalog;
import io.sluice.runtime.plugin.PluginFactory;
import io.sluice.runtime.plugin.PluginKind;
import io.sluice.runtime.registry.Defaults;
import io.sluice.runtime.registry.Health;
import io.sluice.runtime.registry.HealthCheck;
import io.sluice.runtime.registry.Registry;
import io.sluice.runtime.registry.ServiceSpecReader;
import io.sluice.runtime.registry.Snapshot;
import io.sluice.runtime.route.RouteTable;
import io.sluice.runtime.swap.PluginSwap;
import io.sluice.runtime.tunnel.Tunnels;
import io.sluice.runtime.upstream.Forwarder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The administration behind a real listener, on a real registry, and a client that sends it any
 * bytes.
 */
final class AdminFixture implements AutoCloseable {

  private final GatewayMeters meters = GatewayMeters.create("1.2.3");
  private final List<Attempt> attempts = new CopyOnWriteArrayList<>();
  private final AtomicBoolean ready = new AtomicBoolean(true);
  private final Registry registry;
  private final AdminRooms rooms;
  private final Sweeper sweeper = new Sweeper(Ticker.system(), Duration.ofMillis(10));
  private final Addresses addresses = new Addresses(new AddressPolicy(_ -> false));
  private final Forwarder forwarder = new Forwarder(sweeper, addresses, Duration.ofSeconds(1));
  private TrafficListener server;

  private final EventLog events =
      new EventLog(RandomGenerator.getDefault(), InstantSource.system());

  AdminFixture() {
    PluginCatalog catalog =
        new PluginCatalog(
            List.of(
                new InstalledPlugin(
                    PluginKind.BALANCER,
                    "least-connections",
                    new LeastConnectionsBalancerProvider(),
                    "io.sluice.balancer.leastconnections",
                    "1",
                    new InstalledPlugin.Origin.BuiltIn())));
    Defaults defaults =
        ServiceSpecReader.readDefaults(
            Settings.of(Map.of("balancer", Map.of("name", "least-connections"))),
            "/{name}",
            Timeouts.DEFAULTS);
    registry =
        new Registry(
            new PluginFactory(catalog, meters, Ticker.system()), new NoProbes(), meters, defaults);
    ServiceSpecReader reader =
        new ServiceSpecReader(
            defaults, Administration.RESERVED_NAMES, new AddressPolicy(_ -> false));
    PluginSwap swap =
        new PluginSwap(
            new PluginFolder(Path.of("no-such-folder")),
            path -> {
              throw new AssertionError(path);
            },
            registry,
            events);
    GatewayStatus status = GatewayStatus.starting("1.2.3", InstantSource.system());
    rooms =
        new AdminRooms(
            registry, reader, swap, () -> 0, events, meters, attempts::add, ready::get, status);
    sweeper.start();
    registry.start();
    server = start(Access.local(List.of("gateway")), false);
  }

  /** What the audit was told. */
  List<Attempt> attempts() {
    return attempts;
  }

  private TrafficListener start(Access access, boolean lenient) {
    return start(Administration.full(access, lenient, rooms));
  }

  /** A listener with nothing but that behind it. */
  private TrafficListener start(Administration administration) {
    Service service =
        new Service(
            "_admin",
            _ -> LimitDecision.ADMITTED,
            List.of(administration),
            Timeouts.DEFAULTS,
            ServiceMeters.NONE);
    Route route = new Route("/", service, false, "");
    RouteTable routes = new RouteTable(List.of(new RouteTable.Entry(RouteTable.ANY_HOST, route)));
    return TrafficListener.start(
        new TrafficSettings(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Http1Limits.requests().withBodyBytes(Administration.MOST_CONFIGURATION_BYTES),
            Duration.ofMillis(400),
            Duration.ofSeconds(10),
            TrustedProxies.NONE,
            100),
        new Pipeline(
            routes,
            NoSlot::new,
            forwarder,
            new Tunnels(0, sweeper, Ticker.system(), new SecureRandom(), TunnelMeters.NONE)),
        sweeper,
        ListenerMeters.NONE,
        ServiceMeters.NONE,
        Duration.ofSeconds(1));
  }

  /** Lets others in from now on. */
  void restart(Access access, boolean lenient) {
    restart(Administration.full(access, lenient, rooms));
  }

  /** Has another administration from now on. */
  void restart(Administration administration) {
    server.close();
    server = start(administration);
  }

  Registry registry() {
    return registry;
  }

  AdminRooms rooms() {
    return rooms;
  }

  /** Says whether the gateway takes requests. */
  void ready(boolean takesRequests) {
    ready.set(takesRequests);
  }

  @Override
  public void close() {
    server.close();
    forwarder.close();
    addresses.close();
    sweeper.close();
    registry.close();
    meters.close();
  }

  Answer get(String path) throws IOException {
    return send("GET", path, "", "");
  }

  Answer json(String method, String path, String body) throws IOException {
    return send(method, path, "Content-Type: application/json\r\n", body);
  }

  Answer send(String method, String path, String fields, String body) throws IOException {
    String length = body.isEmpty() && fields.isEmpty() ? "" : "Content-Length: " + body.length();
    return raw(
        method
            + " "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\n"
            + fields
            + (length.isEmpty() ? "" : length + "\r\n")
            + "\r\n"
            + body);
  }

  /** Sends these bytes, no more, and reads one answer, to its end or to that of the connection. */
  Answer raw(String request) throws IOException {
    String closing = request.replaceFirst("\r\n", "\r\nConnection: close\r\n");
    try (Socket socket = connect(closing)) {
      return answer(socket, request.startsWith("HEAD "));
    }
  }

  Socket connect(String bytes) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    return socket;
  }

  static Answer answer(Socket socket, boolean headOnly) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int next = 0; next >= 0 && !isWhole(text, headOnly); ) {
      next = socket.getInputStream().read();
      if (next >= 0) {
        text.append((char) next);
      }
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
    return new Answer(new String(bytes, StandardCharsets.UTF_8));
  }

  /** Whether the text is an answer with as much content as it says. */
  private static boolean isWhole(StringBuilder text, boolean headOnly) {
    int headEnd = text.indexOf("\r\n\r\n");
    if (headEnd < 0) {
      return false;
    }
    Matcher length =
        Pattern.compile("(?i)\r\ncontent-length: *([0-9]+)").matcher(text.substring(0, headEnd));
    int content = headOnly || !length.find() ? 0 : Integer.parseInt(length.group(1));
    return text.length() >= headEnd + 4 + content;
  }

  /** An answer as it came. */
  record Answer(String text) {
    int status() {
      return Integer.parseInt(text.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
    }
  }

  /** Configures nothing. */
  private record NoSlot() implements SnapshotSource.Slot {
    @Override
    public Snapshot enter() {
      return new Snapshot(0, 0, RouteTable.EMPTY, Map.of());
    }

    @Override
    public void leave() {}

    @Override
    public void close() {}
  }

  /** Leaves every endpoint in the state it begins with. */
  private static final class NoProbes implements HealthCheck {
    @Override
    public Watch watch(String service, LiveEndpoint live, Runnable onReadinessChange) {
      return new Watch() {
        @Override
        public void begin(Probing probing) {}

        @Override
        public Optional<HealthCheck.Probed> probeNow() {
          return Optional.empty();
        }

        @Override
        public Health health() {
          return new Health(EndpointState.UNKNOWN, 0, -1, Instant.EPOCH, "");
        }

        @Override
        public void close() {}
      };
    }
  }
}
