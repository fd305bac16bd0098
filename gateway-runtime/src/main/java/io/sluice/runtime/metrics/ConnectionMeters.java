package io.sluice.runtime.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The meters of the traffic listener. Safe for any thread. */
final class ConnectionMeters implements ListenerMeters {

  private static final int MOST_FAULTS = 64;

  private final MeterRegistry registry;
  private final LongAdder open = new LongAdder();
  private final Counter accepted;
  private final Counter refused;
  private final Counter madeRoom;
  private final Map<String, Counter> malformed = new ConcurrentHashMap<>();

  ConnectionMeters(MeterRegistry registry) {
    this.registry = registry;
    Gauge.builder("sluice.listener.open.connections", open, LongAdder::sum)
        .description("Connections of clients that are open")
        .strongReference(true)
        .register(registry);
    accepted =
        Counter.builder("sluice.listener.accepted.connections")
            .description("Connections of clients that were accepted")
            .register(registry);
    refused =
        Counter.builder("sluice.listener.refused.connections")
            .description("Connections of clients that were turned away")
            .register(registry);
    madeRoom =
        Counter.builder("sluice.listener.yielded.connections")
            .description("Connections that waited for their clients and were closed for others")
            .register(registry);
  }

  @Override
  public void connectionOpened() {
    open.increment();
    accepted.increment();
  }

  @Override
  public void connectionClosed() {
    open.decrement();
  }

  @Override
  public void connectionRefused() {
    refused.increment();
  }

  @Override
  public void connectionsMadeRoom(int count) {
    madeRoom.increment(count);
  }

  @Override
  public void malformed(String fault) {
    String shown = malformed.size() < MOST_FAULTS ? fault : "_other";
    malformed
        .computeIfAbsent(shown.toLowerCase(Locale.ROOT).replace('_', '-'), this::faults)
        .increment();
  }

  private Counter faults(String fault) {
    return Counter.builder("sluice.listener.malformed.requests")
        .description("Requests refused because they were no well-formed HTTP")
        .tag("fault", fault)
        .register(registry);
  }
}
