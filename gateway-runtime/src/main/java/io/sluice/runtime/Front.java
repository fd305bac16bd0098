package io.sluice.runtime;

import io.sluice.api.Ticker;
import io.sluice.api.limiter.LimitDecision;
import io.sluice.runtime.admin.Administration;
import io.sluice.runtime.deadline.Sweeper;
import io.sluice.runtime.exchange.ClientBounds;
import io.sluice.runtime.exchange.Route;
import io.sluice.runtime.exchange.Service;
import io.sluice.runtime.exchange.Timeouts;
import io.sluice.runtime.exchange.TrustedProxies;
import io.sluice.runtime.http1.Http1Limits;
import io.sluice.runtime.listener.Encryption;
import io.sluice.runtime.listener.TrafficListener;
import io.sluice.runtime.listener.TrafficSettings;
import io.sluice.runtime.metrics.ListenerMeters;
import io.sluice.runtime.metrics.ServiceMeters;
import io.sluice.runtime.metrics.TunnelMeters;
import io.sluice.runtime.pipeline.Pipeline;
import io.sluice.runtime.route.RouteTable;
import io.sluice.runtime.tunnel.Tunnels;
import io.sluice.runtime.upstream.Forwarder;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/**
 * How the administration is reached: as the one filter of a built-in service, so that the same
 * listener and codec as everywhere read what comes.
 *
 * <p>On a port of its own its limits and deadlines are fixed, whatever is configured for the
 * traffic, and its requests are not counted as traffic.
 */
final class Front {

  /** The service under which requests to the administration are recorded on the traffic's port. */
  static final String SERVICE = "_admin";

  private static final Duration HEAD = Duration.ofSeconds(10);
  private static final Duration IDLE = Duration.ofMinutes(1);
  private static final Duration GRACE = Duration.ofSeconds(1);
  private static final int MOST_CONNECTIONS = 512;

  private Front() {}

  /**
   * Starts a listener with the administration behind every path.
   *
   * @param forwarder belongs to every pipeline; has nothing to do here
   */
  static TrafficListener start(
      InetSocketAddress address,
      Encryption encryption,
      Administration administration,
      Sweeper sweeper,
      Forwarder forwarder) {
    RouteTable everything = routes(List.of("/"), administration, ServiceMeters.NONE);
    return TrafficListener.start(
        new TrafficSettings(
                address,
                Http1Limits.requests().withBodyBytes(Administration.MOST_CONFIGURATION_BYTES),
                HEAD,
                IDLE,
                TrustedProxies.NONE,
                MOST_CONNECTIONS)
            .encryptedBy(encryption),
        new Pipeline(everything, NoSnapshot::new, forwarder, noTunnels(sweeper)),
        sweeper,
        ListenerMeters.NONE,
        ServiceMeters.NONE,
        GRACE);
  }

  private static Tunnels noTunnels(Sweeper sweeper) {
    return new Tunnels(0, sweeper, Ticker.system(), new SecureRandom(), TunnelMeters.NONE);
  }

  /** Routes from these paths, on any host, to the administration. */
  static RouteTable routes(
      List<String> paths, Administration administration, ServiceMeters meters) {
    Service service =
        new Service(
            SERVICE,
            _ -> LimitDecision.ADMITTED,
            List.of(administration),
            Timeouts.DEFAULTS,
            new ClientBounds(
                Administration.MOST_CONFIGURATION_BYTES,
                ClientBounds.DEFAULTS.uploadRate(),
                ClientBounds.DEFAULTS.downloadRate()),
            meters);
    return new RouteTable(
        paths.stream()
            .map(path -> new Route(path, service, false, ""))
            .map(route -> new RouteTable.Entry(RouteTable.ANY_HOST, route))
            .toList());
  }
}
