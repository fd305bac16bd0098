package io.sluice.runtime.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;

/**
 * Meters that several owners may have in common, such as a plugin's old instance and the one that
 * replaces it: a meter goes with the last of them. Of a gauge the newest owner's source counts.
 * Safe for any thread.
 */
final class SharedMeters {

  private final MeterRegistry registry;
  private final Map<Meter.Id, Integer> owners = new HashMap<>();
  private final Map<Key, SharedGauge> gauges = new HashMap<>();

  /** What tells gauges apart. */
  private record Key(String name, Tags tags) {}

  /** A gauge and what its owners want it to read, the newest last. */
  private record SharedGauge(Gauge gauge, List<DoubleSupplier> sources) {}

  SharedMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Where owners register counters and timers; {@link #acquire} follows. */
  MeterRegistry registry() {
    return registry;
  }

  /** Takes note of one more owner of a counter or timer. */
  synchronized <M extends Meter> M acquire(M meter) {
    owners.merge(meter.getId(), 1, Integer::sum);
    return meter;
  }

  /** Gives a meter up; the last owner's removes it. */
  synchronized void release(Meter meter) {
    int left = owners.merge(meter.getId(), -1, Integer::sum);
    if (left <= 0) {
      owners.remove(meter.getId());
      registry.remove(meter);
    }
  }

  /** Adds an owner of a gauge with the source it reads; running the answer gives it up. */
  synchronized Runnable gauge(String name, String description, Tags tags, DoubleSupplier source) {
    Key key = new Key(name, tags);
    SharedGauge shared = gauges.computeIfAbsent(key, _ -> register(key, description));
    shared.sources.add(source);
    return () -> release(key, shared, source);
  }

  private SharedGauge register(Key key, String description) {
    List<DoubleSupplier> sources = new CopyOnWriteArrayList<>();
    Gauge gauge =
        Gauge.builder(key.name, sources, SharedMeters::newest)
            .description(description)
            .tags(key.tags)
            .strongReference(true)
            .register(registry);
    return new SharedGauge(gauge, sources);
  }

  private synchronized void release(Key key, SharedGauge shared, DoubleSupplier source) {
    shared.sources.remove(source);
    if (shared.sources.isEmpty() && gauges.remove(key, shared)) {
      registry.remove(shared.gauge);
    }
  }

  private static double newest(List<DoubleSupplier> sources) {
    return sources.isEmpty() ? Double.NaN : sources.getLast().getAsDouble();
  }
}
