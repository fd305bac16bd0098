package io.sluice.runtime.health;

import io.sluice.api.Ticker;
import io.sluice.runtime.exchange.AddressPolicy;
import io.sluice.runtime.exchange.LiveEndpoint;
import io.sluice.runtime.metrics.HealthMeters;
import io.sluice.runtime.registry.HealthCheck;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** The watches over all endpoints; each is independent of the others. Safe for any thread. */
public final class Probes implements HealthCheck, AutoCloseable {

  /** Each thread draws from its own source. */
  private static final RandomGenerator RANDOM = () -> ThreadLocalRandom.current().nextLong();

  private final Resolver resolver = new Resolver();
  private final Surroundings surroundings;

  /**
   * @param policy which addresses may be dialled
   * @param meters where probes are recorded
   * @param ticker the time
   * @param clock the time of day, to be shown
   */
  public Probes(AddressPolicy policy, HealthMeters meters, Ticker ticker, InstantSource clock) {
    this.surroundings = new Surroundings(resolver, policy, meters, ticker, clock, RANDOM);
  }

  @Override
  public Watch watch(String service, LiveEndpoint live, Runnable onReadinessChange) {
    return new EndpointWatch(service, live, onReadinessChange, surroundings);
  }

  /** Ends the look-up of host names; the watches are ended by those who have them. */
  @Override
  public void close() {
    resolver.close();
  }
}
