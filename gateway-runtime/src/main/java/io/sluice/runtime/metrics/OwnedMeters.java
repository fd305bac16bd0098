package io.sluice.runtime.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.noop.NoopTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The meters of one thing, which go when it goes. Safe for any thread; a timer asked for after the
 * end records nothing, so that what comes late does not bring a series back.
 */
final class OwnedMeters implements AutoCloseable {

  /**
   * The bounds of the buckets of durations, from what a cache answers to what people give up on.
   */
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofNanos(2_500_000),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2_500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30)
  };

  private static final Timer CLOSED =
      new NoopTimer(new Meter.Id("closed", Tags.empty(), null, null, Meter.Type.TIMER));

  private final MeterRegistry registry;
  private final Tags owner;
  private final List<Meter> made = new ArrayList<>();
  private boolean closed;

  /**
   * Meters of the thing that these labels name.
   *
   * @param labels alternating names and values
   */
  OwnedMeters(MeterRegistry registry, String... labels) {
    this.registry = registry;
    this.owner = Tags.of(labels);
  }

  synchronized Counter counter(String name, String description, String... labels) {
    Counter counter =
        Counter.builder(name).description(description).tags(owner.and(labels)).register(registry);
    made.add(counter);
    return counter;
  }

  synchronized Timer timer(String name, String description, String... labels) {
    if (closed) {
      return CLOSED;
    }
    Timer timer =
        Timer.builder(name)
            .description(description)
            .tags(owner.and(labels))
            .serviceLevelObjectives(BUCKETS)
            .register(registry);
    made.add(timer);
    return timer;
  }

  /** A gauge whose source is held until the end. */
  synchronized <T> void gauge(
      String name, String description, T source, ToDoubleFunction<T> value, String... labels) {
    made.add(
        Gauge.builder(name, source, value)
            .description(description)
            .tags(owner.and(labels))
            .strongReference(true)
            .register(registry));
  }

  /** Removes them all. */
  @Override
  public synchronized void close() {
    closed = true;
    made.forEach(registry::remove);
    made.clear();
  }
}
