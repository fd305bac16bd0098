package io.sluice.runtime.exchange;

import io.sluice.api.limiter.LimitDecision.Permit;

/**
 * Receipt of the limiter: a request may run.
 *
 * @param routed where it leads
 * @param permit to be given back once, when the exchange settles
 */
public record Admitted(Routed routed, Permit permit) {}
