package io.sluice.runtime.exchange;

import java.time.Duration;

/**
 * How long the peers of a request may take.
 *
 * @param connect for a connection to an endpoint to come about
 * @param responseHead from the last byte of the request to the last byte of the response head
 * @param idle between two bytes of a body, in either direction
 * @param request from the head of the request to the last byte of the answer; zero for any time
 * @param tunnel how long tunnels to it may last
 */
public record Timeouts(
    Duration connect, Duration responseHead, Duration idle, Duration request, TunnelTimes tunnel) {

  /** What holds unless configured. */
  public static final Timeouts DEFAULTS =
      new Timeouts(
          Duration.ofSeconds(2),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          TunnelTimes.DEFAULTS);

  /** No bound on the whole request. */
  public Timeouts(Duration connect, Duration responseHead, Duration idle, TunnelTimes tunnel) {
    this(connect, responseHead, idle, Duration.ZERO, tunnel);
  }
}
