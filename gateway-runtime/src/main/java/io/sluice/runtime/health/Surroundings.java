package io.sluice.runtime.health;

import io.sluice.api.Ticker;
import io.sluice.runtime.address.Addresses;
import io.sluice.runtime.events.Events;
import io.sluice.runtime.metrics.HealthMeters;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What all watches share.
 *
 * @param addresses where endpoints are found
 * @param meters where probes are recorded
 * @param events where it is told when an endpoint goes over to another state
 * @param ticker the time
 * @param clock the time of day, to be shown
 * @param random spreads the probes; used by any thread
 */
record Surroundings(
    Addresses addresses,
    HealthMeters meters,
    Events events,
    Ticker ticker,
    InstantSource clock,
    RandomGenerator random) {

  CheckConnector connector() {
    return new CheckConnector(addresses, ticker);
  }
}
