package io.sluice.runtime.health;

import io.sluice.api.Ticker;
import io.sluice.runtime.exchange.AddressPolicy;
import io.sluice.runtime.metrics.HealthMeters;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What all watches share.
 *
 * @param resolver finds addresses
 * @param policy which addresses may be dialled
 * @param meters where probes are recorded
 * @param ticker the time
 * @param clock the time of day, to be shown
 * @param random spreads the probes; used by any thread
 */
record Surroundings(
    Resolver resolver,
    AddressPolicy policy,
    HealthMeters meters,
    Ticker ticker,
    InstantSource clock,
    RandomGenerator random) {

  CheckConnector connector() {
    return new CheckConnector(resolver, policy, ticker);
  }
}
