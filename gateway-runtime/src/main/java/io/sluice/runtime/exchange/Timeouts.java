package io.sluice.runtime.exchange;

import java.time.Duration;

/**
 * How long an endpoint may take.
 *
 * @param connect for a connection to come about
 * @param responseHead from the last byte of the request to the last byte of the response head
 * @param idle between two bytes of a body, in either direction
 * @param tunnel how long tunnels to it may last
 */
public record Timeouts(Duration connect, Duration responseHead, Duration idle, TunnelTimes tunnel) {

  /** What holds unless configured. */
  public static final Timeouts DEFAULTS =
      new Timeouts(
          Duration.ofSeconds(2),
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          TunnelTimes.DEFAULTS);
}
