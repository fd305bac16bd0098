package io.sluice.runtime.listener;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.api.Endpoint;
import io.sluice.api.Outcome;
import io.sluice.api.Ticker;
import io.sluice.api.balancer.Candidate;
import io.sluice.api.balancer.Pick;
import io.sluice.api.balancer.PickRequest;
import io.sluice.api.filter.Filter;
import io.sluice.api.limiter.LimitDecision;
import io.sluice.api.limiter.LimitRequest;
import io.sluice.api.limiter.Limiter;
import io.sluice.runtime.address.Addresses;
import io.sluice.runtime.deadline.Sweeper;
import io.sluice.runtime.exchange.AddressPolicy;
import io.sluice.runtime.exchange.ClientBounds;
import io.sluice.runtime.exchange.LiveEndpoint;
import io.sluice.runtime.exchange.ReadyEndpoint;
import io.sluice.runtime.exchange.Redirect;
import io.sluice.runtime.exchange.Rotation;
import io.sluice.runtime.exchange.Route;
import io.sluice.runtime.exchange.Service;
import io.sluice.runtime.exchange.Timeouts;
import io.sluice.runtime.exchange.TrustedProxies;
import io.sluice.runtime.exchange.TunnelTimes;
import io.sluice.runtime.http1.Http1Limits;
import io.sluice.runtime.pipeline.Pipeline;
import io.sluice.runtime.pipeline.SnapshotSource;
import io.sluice.runtime.registry.Snapshot;
import io.sluice.runtime.route.RouteTable;
import io.sluice.runtime.tunnel.Tunnels;
import io.sluice.runtime.upstream.Forwarder;
import io.sluice.runtime.upstream.PoolLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The data plane alone: a real listener, pipeline and forwarder in front of endpoints that a test
 * scripts, with one service under {@code /}.
 *
 * <p>When it is closed, it ends what is still open and insists that all was given back: every
 * connection closed, nothing in flight, every permit released once, no deadline watched.
 */
public final class ProxyFixture implements AutoCloseable {

  /** How many tunnels may be open at a time. */
  public static final int MOST_TUNNELS = 3;

  private final Sweeper sweeper = new Sweeper(Ticker.system(), Duration.ofMillis(5));
  private final RecordedMeters meters = new RecordedMeters();
  private final RecordedAccesses accesses = new RecordedAccesses();
  private final Addresses addresses =
      new Addresses(new AddressPolicy(_ -> false), ProxyFixture::lookUp);
  private final List<LiveEndpoint> live = new ArrayList<>();
  private final List<RawClient> clients = new CopyOnWriteArrayList<>();
  private final List<ScriptedEndpoint> endpoints;
  private final AtomicInteger permits = new AtomicInteger();
  private final AtomicInteger doubleReleases = new AtomicInteger();
  private final AtomicInteger slots = new AtomicInteger();
  private final Set<SnapshotSource.Slot> inUse = ConcurrentHashMap.newKeySet();
  private final Forwarder forwarder;
  private final TrafficListener listener;
  private final Service service;

  /**
   * How the data plane is set up.
   *
   * @param head how long a head may take
   * @param idle how long the client may make no progress
   * @param timeouts how long endpoints may take
   * @param bounds what is taken from clients
   * @param connections how many connections clients may have
   * @param pool how many connections endpoints get
   * @param limiter decides; its permits are counted
   * @param trusted whose forwarding fields are believed
   * @param route path, strip and host rewrite of the one route, in a record without a service
   */
  public record Setup(
      Duration head,
      Duration idle,
      Timeouts timeouts,
      ClientBounds bounds,
      ConnectionLimits connections,
      PoolLimits pool,
      Limiter limiter,
      List<Filter> filters,
      TrustedProxies trusted,
      RouteShape route) {

    /** Generous deadlines, no filter, everybody admitted, nothing stripped. */
    public static final Setup DEFAULT =
        new Setup(
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            new Timeouts(
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                Duration.ofSeconds(20),
                TunnelTimes.DEFAULTS),
            ClientBounds.NONE,
            ConnectionLimits.of(4096),
            PoolLimits.idleFor(Duration.ofSeconds(30)),
            _ -> LimitDecision.ADMITTED,
            List.of(),
            TrustedProxies.NONE,
            new RouteShape("/", false, ""));

    public Setup head(Duration next) {
      return new Setup(
          next, idle, timeouts, bounds, connections, pool, limiter, filters, trusted, route);
    }

    public Setup idle(Duration next) {
      return new Setup(
          head, next, timeouts, bounds, connections, pool, limiter, filters, trusted, route);
    }

    public Setup timeouts(Timeouts next) {
      return new Setup(
          head, idle, next, bounds, connections, pool, limiter, filters, trusted, route);
    }

    public Setup bounds(ClientBounds next) {
      return new Setup(
          head, idle, timeouts, next, connections, pool, limiter, filters, trusted, route);
    }

    public Setup connections(ConnectionLimits next) {
      return new Setup(head, idle, timeouts, bounds, next, pool, limiter, filters, trusted, route);
    }

    public Setup pool(PoolLimits next) {
      return new Setup(
          head, idle, timeouts, bounds, connections, next, limiter, filters, trusted, route);
    }

    public Setup limiter(Limiter next) {
      return new Setup(
          head, idle, timeouts, bounds, connections, pool, next, filters, trusted, route);
    }

    public Setup filters(Filter... next) {
      return new Setup(
          head, idle, timeouts, bounds, connections, pool, limiter, List.of(next), trusted, route);
    }

    public Setup trusted(TrustedProxies next) {
      return new Setup(
          head, idle, timeouts, bounds, connections, pool, limiter, filters, next, route);
    }

    public Setup route(RouteShape next) {
      return new Setup(
          head, idle, timeouts, bounds, connections, pool, limiter, filters, trusted, next);
    }

    /** A data plane in front of these endpoints; it closes them. */
    public ProxyFixture start(ScriptedEndpoint... endpoints) throws IOException {
      return new ProxyFixture(this, List.of(), endpoints);
    }

    /** The same with an address before the others that nobody listens at. */
    public ProxyFixture startBehind(Endpoint first, ScriptedEndpoint... endpoints)
        throws IOException {
      return new ProxyFixture(this, List.of(first), endpoints);
    }
  }

  /** A route without its service. */
  public record RouteShape(
      String path, boolean strip, String hostRewrite, Optional<Redirect> redirect) {

    /** One to the endpoints. */
    public RouteShape(String path, boolean strip, String hostRewrite) {
      this(path, strip, hostRewrite, Optional.empty());
    }
  }

  private ProxyFixture(Setup setup, List<Endpoint> first, ScriptedEndpoint... endpoints) {
    this.endpoints = List.of(endpoints);
    for (Endpoint endpoint : first) {
      live.add(new LiveEndpoint(endpoint));
    }
    for (ScriptedEndpoint endpoint : endpoints) {
      live.add(new LiveEndpoint(endpoint.address()));
    }
    service =
        new Service(
            "books",
            counted(setup.limiter()),
            setup.filters(),
            setup.timeouts(),
            setup.bounds(),
            meters);
    service.publish(rotation());
    RouteShape shape = setup.route();
    Route route =
        new Route(shape.path(), service, shape.strip(), shape.hostRewrite(), shape.redirect());
    Snapshot snapshot =
        new Snapshot(
            1,
            1,
            new RouteTable(List.of(new RouteTable.Entry(RouteTable.ANY_HOST, route))),
            Map.of("books", service));
    sweeper.start();
    forwarder = new Forwarder(sweeper, addresses, setup.pool());
    listener =
        TrafficListener.start(
            new TrafficSettings(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    Http1Limits.requests(),
                    setup.head(),
                    setup.idle(),
                    setup.trusted(),
                    setup.connections().most())
                .limitedTo(setup.connections())
                .loggedBy(accesses),
            new Pipeline(
                RouteTable.EMPTY,
                slots(snapshot),
                forwarder,
                new Tunnels(MOST_TUNNELS, sweeper, Ticker.system(), new SecureRandom(), meters)),
            sweeper,
            meters,
            meters,
            Duration.ofSeconds(1));
  }

  /** A data plane with the default set-up. */
  public static ProxyFixture of(ScriptedEndpoint... endpoints) throws IOException {
    return Setup.DEFAULT.start(endpoints);
  }

  /** Under {@code secrets.example} is what no gateway may dial, under other names this machine. */
  private static List<InetAddress> lookUp(String host) throws UnknownHostException {
    InetAddress secrets = InetAddress.ofLiteral("169.254.169.254");
    return switch (host) {
      case "secrets.example" -> List.of(secrets, InetAddress.ofLiteral("fe80::1"));
      case "mixed.example" -> List.of(secrets, InetAddress.getLoopbackAddress());
      case "two.example" ->
          List.of(InetAddress.ofLiteral("127.0.0.99"), InetAddress.getLoopbackAddress());
      default -> throw new UnknownHostException(host);
    };
  }

  /** No new requests are to go to an endpoint, since some time. */
  public void withdraw(int endpoint, Duration since) {
    live.get(endpoint).withdraw(Ticker.system().nanos() - since.toNanos());
  }

  private Rotation rotation() {
    List<Candidate> ready = new ArrayList<>();
    for (LiveEndpoint endpoint : live) {
      ready.add(new ReadyEndpoint(endpoint, 1));
    }
    return new Rotation(ready, request -> pick(ready, request));
  }

  /** The one with the fewest in flight that was not tried; of several the first. */
  private static Pick pick(List<Candidate> ready, PickRequest request) {
    return ready.stream()
        .filter(candidate -> !request.excluded().contains(candidate.endpoint()))
        .min(Comparator.comparingInt(Candidate::inFlight))
        .<Pick>map(Pick.Picked::new)
        .orElse(new Pick.Unavailable("all were tried"));
  }

  private Limiter counted(Limiter limiter) {
    return (LimitRequest request) ->
        switch (limiter.tryAcquire(request)) {
          case LimitDecision.Rejected rejected -> rejected;
          case LimitDecision.Admitted _ -> {
            permits.incrementAndGet();
            AtomicInteger releases = new AtomicInteger();
            yield new LimitDecision.Admitted(_ -> {
              permits.decrementAndGet();
              if (releases.incrementAndGet() > 1) {
                doubleReleases.incrementAndGet();
              }
            });
          }
        };
  }

  private SnapshotSource slots(Snapshot snapshot) {
    return () -> {
      slots.incrementAndGet();
      return new SnapshotSource.Slot() {
        @Override
        public Snapshot enter() {
          inUse.add(this);
          return snapshot;
        }

        @Override
        public void leave() {
          inUse.remove(this);
        }

        @Override
        public void close() {
          leave();
          slots.decrementAndGet();
        }
      };
    };
  }

  /** A new connection. */
  public RawClient connect() throws IOException {
    RawClient client = new RawClient(listener.port());
    clients.add(client);
    return client;
  }

  /** A GET with nothing but a Host. */
  public RawClient get(String path) throws IOException {
    return connect().lines("GET " + path + " HTTP/1.1", "Host: a");
  }

  /** What was written down, one entry a request. */
  public RecordedAccesses accesses() {
    return accesses;
  }

  /** What was recorded. */
  public RecordedMeters meters() {
    return meters;
  }

  /** How many requests an endpoint has. */
  public int inFlight(int index) {
    return live.get(index).inFlight();
  }

  /** How many connections hold on to their snapshot. */
  public int snapshotsInUse() {
    return inUse.size();
  }

  /** Stops the listener. */
  public void stopListening() {
    listener.close();
  }

  /** Takes all endpoints out of rotation. */
  public void drain() {
    service.publish(Rotation.EMPTY);
  }

  @Override
  public void close() throws IOException {
    for (RawClient client : clients) {
      client.close();
    }
    for (ScriptedEndpoint endpoint : endpoints) {
      endpoint.close();
    }
    meters.awaitAllClosed();
    listener.close();
    forwarder.close();
    addresses.close();
    sweeper.close();
    assertAll(
        () -> assertEquals(0, live.stream().mapToInt(LiveEndpoint::inFlight).sum(), "in flight"),
        () -> assertEquals(0, permits.get(), "permits not released"),
        () -> assertEquals(0, doubleReleases.get(), "permits released twice"),
        () -> assertEquals(0, slots.get(), "slots not closed"),
        () -> assertEquals(0, sweeper.watched(), "deadlines still watched"),
        () -> assertEquals(0, meters.openAttempts(), "attempts without an outcome"),
        () -> assertEquals(meters.requests(), accesses.requests(), "entries of the access log"));
  }

  /** The outcome of the next attempt that ended. */
  public Outcome outcome() throws InterruptedException {
    return meters.outcome();
  }
}
