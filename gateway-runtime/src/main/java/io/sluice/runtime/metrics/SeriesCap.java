package io.sluice.runtime.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many things of a sort have series of their own. Each costs kilobytes and some twenty lines of
 * every exposition, so those that come when all places are taken are counted together, under {@link
 * #OTHER}; a gauge shows how many they are. Safe for any thread.
 */
final class SeriesCap {

  /** The label value of all that have no series of their own. */
  static final String OTHER = "_other";

  private final Semaphore places;
  private final AtomicInteger others = new AtomicInteger();

  /**
   * @param gauge the name of the gauge of those without
   * @param most how many have their own
   */
  SeriesCap(MeterRegistry registry, String gauge, String description, int most) {
    places = new Semaphore(most);
    Gauge.builder(gauge, others, AtomicInteger::get)
        .description(description)
        .strongReference(true)
        .register(registry);
  }

  /** Takes one in; whether it has series of its own. */
  boolean enter() {
    boolean own = places.tryAcquire();
    if (!own) {
      others.incrementAndGet();
    }
    return own;
  }

  /** Lets one go that entered. */
  void leave(boolean own) {
    if (own) {
      places.release();
    } else {
      others.decrementAndGet();
    }
  }
}
