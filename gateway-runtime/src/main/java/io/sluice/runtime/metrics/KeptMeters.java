package io.sluice.runtime.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The meters of the journal. Safe for any thread. */
final class KeptMeters implements JournalMeters {

  /** The bounds of the buckets, from a fast disk's cache to a disk that is in trouble. */
  private static final Duration[] BUCKETS = {
    Duration.ofNanos(100_000),
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(20),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(2)
  };

  private final MeterRegistry registry;
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong state = new AtomicLong(1);
  private final Timer forces;

  KeptMeters(MeterRegistry registry) {
    this.registry = registry;
    gauge("sluice.journal.state", "1 if the last change was kept, 0 if it was not", state);
    gauge("sluice.journal.bytes", "How long the journal's file is", bytes);
    forces =
        Timer.builder("sluice.journal.fsync.duration")
            .description("How long the disk takes to keep a change")
            .serviceLevelObjectives(BUCKETS)
            .register(registry);
    failures("full");
    failures("failed");
  }

  private void gauge(String name, String description, AtomicLong source) {
    Gauge.builder(name, source, AtomicLong::doubleValue)
        .description(description)
        .strongReference(true)
        .register(registry);
  }

  private Counter failures(String reason) {
    return Counter.builder("sluice.journal.failures")
        .description("What the journal could not write, by reason")
        .tag("reason", reason)
        .register(registry);
  }

  @Override
  public void forced(long nanos) {
    forces.record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void grown(long newBytes) {
    bytes.set(newBytes);
  }

  @Override
  public void failed(String reason) {
    failures(reason).increment();
  }

  @Override
  public void sound(boolean isSound) {
    state.set(isSound ? 1 : 0);
  }
}
