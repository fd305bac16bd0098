package io.sluice.runtime.config;

import io.sluice.runtime.exchange.TrustedProxies;
import java.time.Duration;
import java.util.Optional;

/**
 * How clients are listened to.
 *
 * @param listen where
 * @param requestHead how long the head of a request may take
 * @param drain how long open requests may go on when the gateway stops
 * @param limits how much of a request is taken
 * @param trustedProxies whose forwarding fields are believed
 * @param tls the certificate, if clients are to use https
 */
public record TrafficConfig(
    Address listen,
    Duration requestHead,
    Duration drain,
    RequestLimits limits,
    TrustedProxies trustedProxies,
    Optional<TlsConfig> tls) {}
