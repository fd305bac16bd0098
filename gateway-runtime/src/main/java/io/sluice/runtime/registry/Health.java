package io.sluice.runtime.registry;

import io.sluice.runtime.exchange.EndpointState;
import java.time.Instant;

/**
 * How an endpoint is at one moment.
 *
 * @param state what its probes say
 * @param consecutiveFailures how many probes in a row have failed
 * @param lastLatencyNanos how long the last successful probe took, or -1 before the first
 * @param since when it went into the state
 * @param reason why the last probe failed, or empty if it did not
 */
public record Health(
    EndpointState state,
    int consecutiveFailures,
    long lastLatencyNanos,
    Instant since,
    String reason) {}
