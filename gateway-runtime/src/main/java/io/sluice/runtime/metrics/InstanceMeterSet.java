package io.sluice.runtime.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.sluice.api.plugin.PluginMetrics;
import io.sluice.runtime.metrics.PluginMeters.InstanceMeters;
import io.sluice.runtime.metrics.PluginMeters.Readings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;

/**
 * The meters of one instance of a plugin: those of the gateway, and its own, which are called
 * {@code sluice_plugin_PLUGIN_NAME}. All go when the instance is closed. Safe for any thread.
 */
final class InstanceMeterSet implements InstanceMeters, PluginMetrics {

  private static final System.Logger LOG = System.getLogger(InstanceMeterSet.class.getName());

  /** The bounds of the buckets of durations, from a computation to a question to somebody else. */
  private static final Duration[] BUCKETS = {
    Duration.ofNanos(1_000),
    Duration.ofNanos(10_000),
    Duration.ofNanos(100_000),
    Duration.ofMillis(1),
    Duration.ofMillis(10),
    Duration.ofMillis(100),
    Duration.ofSeconds(1)
  };

  /** What is read of an instance of which nothing is known yet. */
  private static final Readings NEW =
      new Readings() {
        @Override
        public InstanceState state() {
          return InstanceState.OK;
        }

        @Override
        public long inFlight() {
          return 0;
        }

        @Override
        public int stuck() {
          return 0;
        }
      };

  private final SharedMeters shared;
  private final SeriesCap cap;
  private final boolean own;
  private final String prefix;
  private final Tags owner;
  private final io.micrometer.core.instrument.Counter calls;
  private final io.micrometer.core.instrument.Timer duration;
  private final LabelCaps caps = new LabelCaps();
  private final Map<Meter.Id, Runnable> releases = new HashMap<>();
  private final Map<String, Runnable> gauges = new HashMap<>();
  private volatile Readings readings = NEW;
  private boolean closed;

  /**
   * @param cap how many instances have meters of their own; the others share theirs, and have no
   *     gauges, which only mean something of one
   */
  InstanceMeterSet(SharedMeters shared, SeriesCap cap, String kind, String plugin, String service) {
    this.shared = shared;
    this.cap = cap;
    this.own = cap.enter();
    this.prefix = "sluice.plugin." + plugin.replace('-', '.') + ".";
    this.owner =
        Tags.of("kind", kind, "plugin", plugin, "service", own ? service : SeriesCap.OTHER);
    this.calls = count("sluice.plugin.calls", "Calls of plugins", owner);
    this.duration =
        keep(
            io.micrometer.core.instrument.Timer.builder("sluice.plugin.duration")
                .description("How long calls of plugins took that went right; not all are timed")
                .tags(owner)
                .serviceLevelObjectives(BUCKETS)
                .register(shared.registry()));
    for (InstanceState state : InstanceState.values()) {
      show(
          "sluice.plugin.state",
          "1 for the state that the plugin is in",
          owner.and("state", state.word()),
          () -> readings.state() == state ? 1 : 0);
    }
    show(
        "sluice.plugin.inflight.calls",
        "Calls of plugins under way; of balancers and limiters in memory only the stuck ones",
        owner,
        () -> readings.inFlight());
    show(
        "sluice.plugin.stuck.calls",
        "Calls of plugins that do not come back",
        owner,
        () -> readings.stuck());
  }

  private io.micrometer.core.instrument.Counter count(String name, String description, Tags tags) {
    return keep(
        io.micrometer.core.instrument.Counter.builder(name)
            .description(description)
            .tags(tags)
            .register(shared.registry()));
  }

  private void show(String name, String description, Tags tags, DoubleSupplier reading) {
    if (!own) {
      return;
    }
    gauges.put(name + tags, shared.gauge(name, description, tags, reading));
  }

  @Override
  public PluginMetrics own() {
    return this;
  }

  @Override
  public void called() {
    calls.increment();
  }

  @Override
  public void took(long nanos) {
    duration.record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public synchronized void failed(String fault) {
    if (!closed) {
      count(
              "sluice.plugin.failures",
              "Calls of plugins that failed, so that something else was done",
              owner.and("fault", fault))
          .increment();
    }
  }

  @Override
  public void shows(Readings newReadings) {
    readings = newReadings;
  }

  @Override
  public synchronized Counter counter(String name, String description, String... labels) {
    Tags tags = tags(name, labels);
    if (closed) {
      return _ -> {};
    }
    var counter =
        keep(
            io.micrometer.core.instrument.Counter.builder(prefix + name)
                .description(description)
                .tags(tags)
                .register(shared.registry()));
    return amount -> {
      if (amount > 0) {
        counter.increment((double) amount);
      }
    };
  }

  @Override
  public synchronized Timer timer(String name, String description, String... labels) {
    Tags tags = tags(name, labels);
    if (closed) {
      return _ -> {};
    }
    var timer =
        keep(
            io.micrometer.core.instrument.Timer.builder(prefix + name)
                .description(description)
                .tags(tags)
                .register(shared.registry()));
    return nanos -> timer.record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public synchronized <T> void gauge(
      String name, String description, T source, ToDoubleFunction<T> value, String... labels) {
    Tags tags = tags(name, labels);
    if (closed || !own) {
      return;
    }
    DoubleSupplier reading = () -> read(source, value);
    Runnable release = shared.gauge(prefix + name, description, tags, reading);
    Optional.ofNullable(gauges.put(name + tags, release)).ifPresent(Runnable::run);
  }

  /** Gives all of them up. */
  @Override
  public synchronized void close() {
    if (!closed) {
      cap.leave(own);
    }
    closed = true;
    releases.values().forEach(Runnable::run);
    releases.clear();
    gauges.values().forEach(Runnable::run);
    gauges.clear();
  }

  /** Owns a meter once, however often it is asked for. */
  private <M extends Meter> M keep(M meter) {
    releases.computeIfAbsent(
        meter.getId(),
        _ -> {
          shared.acquire(meter);
          return () -> shared.release(meter);
        });
    return meter;
  }

  private Tags tags(String name, String... labels) {
    return owner.and(caps.checked(name, labels));
  }

  /** A plugin's figure must not spoil everybody's exposition. */
  private static <T> double read(T source, ToDoubleFunction<T> value) {
    try {
      return value.applyAsDouble(source);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "a plugin's gauge failed", e);
      return Double.NaN;
    }
  }
}
