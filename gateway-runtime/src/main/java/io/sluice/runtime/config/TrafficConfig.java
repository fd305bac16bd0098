package io.sluice.runtime.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How clients are listened to.
 *
 * @param listen where
 * @param requestHead how long the head of a request may take
 * @param drain how long open requests may go on when the gateway stops
 * @param limits how much of a request is taken
 * @param trustedProxies whose forwarding fields are believed: addresses and networks in CIDR
 *     notation
 * @param tls the certificate, if clients are to use https
 */
public record TrafficConfig(
    Address listen,
    Duration requestHead,
    Duration drain,
    RequestLimits limits,
    List<String> trustedProxies,
    Optional<TlsConfig> tls) {

  /** Copies the list. */
  public TrafficConfig {
    trustedProxies = List.copyOf(trustedProxies);
  }
}
