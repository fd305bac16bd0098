package io.sluice.runtime.health;

import io.sluice.api.Ticker;
import io.sluice.runtime.address.Addresses;
import io.sluice.runtime.events.Events;
import io.sluice.runtime.exchange.LiveEndpoint;
import io.sluice.runtime.metrics.HealthMeters;
import io.sluice.runtime.registry.HealthCheck;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** The watches over all endpoints; each is independent of the others. Safe for any thread. */
public final class Probes implements HealthCheck {

  /** Each thread draws from its own source. */
  private static final RandomGenerator RANDOM = () -> ThreadLocalRandom.current().nextLong();

  private final Surroundings surroundings;

  /**
   * @param addresses where endpoints are found
   * @param meters where probes are recorded
   * @param events where it is told when an endpoint goes over to another state
   * @param ticker the time
   * @param clock the time of day, to be shown
   */
  public Probes(
      Addresses addresses, HealthMeters meters, Events events, Ticker ticker, InstantSource clock) {
    this.surroundings = new Surroundings(addresses, meters, events, ticker, clock, RANDOM);
  }

  @Override
  public Watch watch(String service, LiveEndpoint live, Runnable onReadinessChange) {
    return new EndpointWatch(service, live, onReadinessChange, surroundings);
  }
}
