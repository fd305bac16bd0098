package io.sluice.runtime.exchange;

/**
 * Receipt of the balancer: where one attempt goes.
 *
 * @param admitted why it may
 * @param lease the endpoint, held until the attempt has ended
 */
public record Placed(Admitted admitted, Lease lease) {}
