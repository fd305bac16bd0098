package io.sluice.runtime.exchange;

import java.time.Duration;

/**
 * How long a tunnel may last.
 *
 * @param idle without a byte in either direction
 * @param life altogether
 */
public record TunnelTimes(Duration idle, Duration life) {

  /** What holds unless configured. */
  public static final TunnelTimes DEFAULTS =
      new TunnelTimes(Duration.ofMinutes(5), Duration.ofHours(24));
}
