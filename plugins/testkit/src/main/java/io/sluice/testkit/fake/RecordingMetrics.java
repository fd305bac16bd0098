package io.sluice.testkit.fake;

import io.sluice.api.plugin.PluginMetrics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;

/**
 * Meters that keep what they are told, and refuse a name that the gateway would refuse. Safe for
 * any thread.
 */
public final class RecordingMetrics implements PluginMetrics {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

  private final Map<Meter, AtomicLong> counters = new ConcurrentHashMap<>();
  private final Map<Meter, List<Long>> timers = new ConcurrentHashMap<>();
  private final Map<Meter, DoubleSupplier> gauges = new ConcurrentHashMap<>();

  /** Meters of nobody yet. */
  public RecordingMetrics() {}

  private record Meter(String name, List<String> labels) {}

  @Override
  public Counter counter(String name, String description, String... labels) {
    AtomicLong count =
        counters.computeIfAbsent(meter(name, description, labels), _ -> new AtomicLong());
    return amount -> count.addAndGet(Math.max(0, amount));
  }

  @Override
  public Timer timer(String name, String description, String... labels) {
    List<Long> durations =
        timers.computeIfAbsent(meter(name, description, labels), _ -> new CopyOnWriteArrayList<>());
    return nanos -> {
      if (nanos >= 0) {
        durations.add(nanos);
      }
    };
  }

  @Override
  public <T> void gauge(
      String name, String description, T source, ToDoubleFunction<T> value, String... labels) {
    gauges.put(meter(name, description, labels), () -> value.applyAsDouble(source));
  }

  /** What a counter shows; zero if nobody asked for it. */
  public long count(String name, String... labels) {
    AtomicLong count = counters.get(new Meter(name, List.of(labels)));
    return count == null ? 0 : count.get();
  }

  /** What a timer recorded, in nanoseconds; empty if nobody asked for it. */
  public List<Long> durations(String name, String... labels) {
    return List.copyOf(timers.getOrDefault(new Meter(name, List.of(labels)), List.of()));
  }

  /** What a gauge shows now; not a number if nobody asked for it. */
  public double reading(String name, String... labels) {
    DoubleSupplier gauge = gauges.get(new Meter(name, List.of(labels)));
    return gauge == null ? Double.NaN : gauge.getAsDouble();
  }

  private static Meter meter(String name, String description, String... labels) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not lower-case words with underscores: " + name);
    }
    if (description.isBlank()) {
      throw new IllegalArgumentException("the meter " + name + " has no description");
    }
    if (labels.length % 2 != 0) {
      throw new IllegalArgumentException("the meter " + name + " has a label without a value");
    }
    return new Meter(name, List.of(labels));
  }
}
