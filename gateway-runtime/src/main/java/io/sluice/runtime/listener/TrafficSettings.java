package io.sluice.runtime.listener;

import io.sluice.runtime.accesslog.AccessLog;
import io.sluice.runtime.exchange.TrustedProxies;
import io.sluice.runtime.http1.Http1Limits;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * How the traffic listener behaves.
 *
 * @param address where it listens
 * @param encryption what lies between sockets and HTTP; whoever made it closes it after the
 *     listener
 * @param limits how much of a request is taken
 * @param head how long the head of a request may take, from its first byte (of the first request:
 *     from the connection's begin)
 * @param idle how long a body may make no progress in either direction, and how long a connection
 *     may wait for its next request
 * @param trusted whose forwarding fields are believed
 * @param accessLog where requests are written down; whoever made it closes it after the listener
 * @param connections how many connections it has
 */
public record TrafficSettings(
    InetSocketAddress address,
    Encryption encryption,
    Http1Limits limits,
    Duration head,
    Duration idle,
    TrustedProxies trusted,
    AccessLog accessLog,
    ConnectionLimits connections) {

  /** The settings of a listener of plain HTTP that writes nothing down. */
  public TrafficSettings(
      InetSocketAddress address,
      Http1Limits limits,
      Duration head,
      Duration idle,
      TrustedProxies trusted,
      int mostConnections) {
    this(
        address,
        Encryption.NONE,
        limits,
        head,
        idle,
        trusted,
        AccessLog.NONE,
        ConnectionLimits.of(mostConnections));
  }

  /** The same settings with that between sockets and HTTP. */
  public TrafficSettings encryptedBy(Encryption next) {
    return new TrafficSettings(address, next, limits, head, idle, trusted, accessLog, connections);
  }

  /** The same settings with requests written down there. */
  public TrafficSettings loggedBy(AccessLog next) {
    return new TrafficSettings(address, encryption, limits, head, idle, trusted, next, connections);
  }

  /** The same settings with other limits of connections. */
  public TrafficSettings limitedTo(ConnectionLimits next) {
    return new TrafficSettings(address, encryption, limits, head, idle, trusted, accessLog, next);
  }
}
