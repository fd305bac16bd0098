package io.sluice.runtime.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** The meters of all tunnels. Safe for any thread. */
final class OpenTunnelMeters implements TunnelMeters {

  /** The bounds of the buckets of durations, from a look to a working day. */
  private static final Duration[] BUCKETS = {
    Duration.ofSeconds(1),
    Duration.ofSeconds(10),
    Duration.ofMinutes(1),
    Duration.ofMinutes(10),
    Duration.ofHours(1),
    Duration.ofHours(8)
  };

  private final MeterRegistry registry;
  private final LongAdder open = new LongAdder();
  private final Map<String, Timer> durations = new ConcurrentHashMap<>();
  private final Counter refused;

  OpenTunnelMeters(MeterRegistry registry) {
    this.registry = registry;
    Gauge.builder("sluice.tunnels.open", open, LongAdder::sum)
        .description("WebSocket tunnels that are open")
        .strongReference(true)
        .register(registry);
    refused =
        Counter.builder("sluice.tunnels.refused")
            .description("WebSocket handshakes turned away because there were too many tunnels")
            .register(registry);
  }

  @Override
  public void opened() {
    open.increment();
  }

  @Override
  public void ended(String ending, long nanos) {
    open.decrement();
    durations.computeIfAbsent(ending, this::durations).record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer durations(String ending) {
    return Timer.builder("sluice.tunnel.duration")
        .description("How long WebSocket tunnels were open, by how they ended")
        .tag("ending", ending)
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  @Override
  public void refused() {
    refused.increment();
  }
}
