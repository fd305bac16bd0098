package io.sluice.runtime.listener;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import io.sluice.api.Ticker;
import io.sluice.runtime.deadline.Sweeper;
import io.sluice.runtime.logging.RareLine;
import io.sluice.runtime.metrics.ListenerMeters;
import io.sluice.runtime.metrics.ServiceMeters;
import io.sluice.runtime.pipeline.Pipeline;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The socket that clients connect to. Helidon accepts, and hands each connection to a virtual
 * thread and the one selector there is, which it calls before any byte was read: so all reading is
 * under our deadlines.
 */
public final class TrafficListener implements AutoCloseable {

  private static final RareLine REFUSED = rareLine();
  private static final RareLine MADE_ROOM = rareLine();

  private final WebServer server;

  private static RareLine rareLine() {
    return new RareLine(
        System.getLogger(TrafficListener.class.getName()),
        Level.WARNING,
        Duration.ofSeconds(10),
        Ticker.system());
  }

  private TrafficListener(WebServer server) {
    this.server = server;
  }

  /**
   * Starts to listen.
   *
   * @param grace how long open requests may go on when it is closed
   * @throws java.io.UncheckedIOException if the address can not be bound
   */
  public static TrafficListener start(
      TrafficSettings settings,
      Pipeline pipeline,
      Sweeper sweeper,
      ListenerMeters meters,
      ServiceMeters unrouted,
      Duration grace) {
    Traffic traffic =
        new Traffic(
            settings,
            pipeline,
            new OpenConnections(settings.connections(), settings.trusted(), Ticker.system()),
            sweeper,
            meters,
            unrouted,
            new RequestIds(RandomGenerator.getDefault()),
            Ticker.system());
    InetSocketAddress address = settings.address();
    AcceptedSockets accepted = AcceptedSockets.create();
    WebServer server =
        WebServer.builder()
            .address(address.getAddress())
            .port(address.getPort())
            .protocolsDiscoverServices(false)
            .addConnectionSelector(new Http1Selector(traffic, accepted))
            .connectionOptions(accepted)
            .useNio(false)
            .maxTcpConnections(settings.connections().most())
            .backlog(4096)
            .shutdownHook(false)
            .shutdownGracePeriod(grace)
            .build();
    return new TrafficListener(server.start());
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /** Stops accepting, lets open requests end within the grace, then closes what is left. */
  @Override
  public void close() {
    server.stop();
  }

  /** Takes every connection for HTTP/1.1. */
  private record Http1Selector(Traffic traffic, AcceptedSockets accepted)
      implements ServerConnectionSelector {

    @Override
    public int bytesToIdentifyConnection() {
      return 0;
    }

    @Override
    public Support supports(BufferData data) {
      return Support.SUPPORTED;
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
      return Set.of("http/1.1");
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
      Optional<SocketChannel> channel = accepted.take(context.remotePeer().address());
      InetAddress peer = peer(context);
      OpenConnections.Entry entry = traffic.open().enter(peer);
      if (entry.madeRoom() > 0) {
        traffic.meters().connectionsMadeRoom(entry.madeRoom());
        MADE_ROOM.reason(_ ->
            "connections are short (limits.connections, connections-per-peer): %d that waited for their clients the longest were closed for one of %s"
                .formatted(entry.madeRoom(), peer.getHostAddress()));
      }
      if (entry.place().isPresent()) {
        SocketLayer layer = layer(context.serverSocket(), channel);
        return new Http1Connection(entry.place().get(), layer, traffic);
      }
      traffic.meters().connectionRefused();
      REFUSED.reason(count ->
          "a connection of %s was refused: one peer may have %d (limits.connections-per-peer); %d so far"
              .formatted(
                  peer.getHostAddress(), traffic.settings().connections().mostPerPeer(), count));
      return new RefusedConnection(new PlainLayer(context.serverSocket(), channel));
    }

    private static InetAddress peer(ConnectionContext context) {
      return context.remotePeer().address() instanceof InetSocketAddress inet
          ? inet.getAddress()
          : InetAddress.getLoopbackAddress();
    }

    private SocketLayer layer(HelidonSocket socket, Optional<SocketChannel> channel) {
      return switch (traffic.settings().encryption()) {
        case Encryption.None _ -> new PlainLayer(socket, channel);
        case TlsCertificate tls -> new TlsLayer(socket, tls.newEngine());
      };
    }
  }
}
