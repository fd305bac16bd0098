package io.sluice.runtime.health;

import io.sluice.api.Endpoint;
import io.sluice.api.probe.ProbeResult;
import io.sluice.api.probe.ProbeResult.Healthy;
import io.sluice.api.probe.ProbeResult.Unhealthy;
import io.sluice.runtime.exchange.EndpointState;
import io.sluice.runtime.exchange.LiveEndpoint;
import io.sluice.runtime.registry.Health;
import io.sluice.runtime.registry.HealthCheck.Probed;
import io.sluice.runtime.registry.HealthCheck.Probing;
import io.sluice.runtime.registry.HealthCheck.Watch;
import io.sluice.runtime.registry.ProbeSchedule;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The watch over one endpoint: keeps its ledger, and the round of probes that fills it.
 *
 * <p>The registry begins and ends rounds, a round's thread reports; a lock keeps them apart. What a
 * round that was ended reports is ignored.
 */
final class EndpointWatch implements Watch {

  private static final System.Logger LOG = System.getLogger(EndpointWatch.class.getName());

  private final String service;
  private final LiveEndpoint live;
  private final Runnable onReadinessChange;
  private final Surroundings surroundings;
  private final ReentrantLock lock = new ReentrantLock();
  private Optional<ProbeRound> round = Optional.empty();
  private volatile Entry entry;

  /** What is known at one moment. */
  private record Entry(HealthLedger ledger, LatencyWindow latencies, Instant since, String reason) {

    /** Nothing is known. */
    static Entry start(Instant now) {
      return new Entry(HealthLedger.START, LatencyWindow.EMPTY, now, "");
    }
  }

  EndpointWatch(
      String service, LiveEndpoint live, Runnable onReadinessChange, Surroundings surroundings) {
    this.service = service;
    this.live = live;
    this.onReadinessChange = onReadinessChange;
    this.surroundings = surroundings;
    this.entry = Entry.start(surroundings.clock().instant());
  }

  @Override
  public void begin(Probing probing) {
    EndpointState before;
    lock.lock();
    try {
      before = entry.ledger().state();
      round.ifPresent(ProbeRound::end);
      round =
          switch (probing) {
            case Probing.Off _ -> forget();
            case Probing.On on -> Optional.of(new ProbeRound(this, on, surroundings));
          };
      round.ifPresent(ProbeRound::start);
      record(before);
    } finally {
      lock.unlock();
    }
    tell(before, entry.ledger().state());
  }

  /** Without probes nothing is known. */
  private Optional<ProbeRound> forget() {
    entry = Entry.start(surroundings.clock().instant());
    return Optional.empty();
  }

  @Override
  public Optional<Probed> probeNow() throws InterruptedException {
    Optional<ProbeRound> current;
    lock.lock();
    try {
      current = round;
    } finally {
      lock.unlock();
    }
    return current.isEmpty() ? Optional.empty() : Optional.of(current.get().probeNow());
  }

  Endpoint endpoint() {
    return live.endpoint();
  }

  /** Takes note of a probe; called by the thread of a round. */
  void report(ProbeRound from, ProbeResult result, ProbeSchedule schedule, long nanos) {
    EndpointState before;
    EndpointState after;
    lock.lock();
    try {
      if (round.filter(from::equals).isEmpty()) {
        return;
      }
      before = entry.ledger().state();
      after = note(result, schedule).state();
      surroundings.meters().probed(service, endpoint(), result instanceof Healthy, nanos);
      record(before);
    } finally {
      lock.unlock();
    }
    tell(before, after);
  }

  /**
   * Meters and listeners get nothing any more once the watch was closed, and everything in the
   * order in which it was decided.
   */
  private void record(EndpointState before) {
    EndpointState after = entry.ledger().state();
    if (before != after) {
      surroundings.meters().stateChanged(service, endpoint(), before, after);
      surroundings
          .events()
          .publish(
              "endpoint.state",
              Map.of(
                  "service", service,
                  "endpoint", endpoint().authority(),
                  "from", word(before),
                  "to", word(after),
                  "reason", entry.reason()));
    }
  }

  private static String word(EndpointState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private HealthLedger note(ProbeResult result, ProbeSchedule schedule) {
    Entry old = entry;
    Instant now = surroundings.clock().instant();
    entry =
        switch (result) {
          case Healthy(long latencyNanos) -> {
            LatencyWindow latencies = latencies(old).after(latencyNanos);
            live.probed(latencies.lowestNanos());
            yield next(old, old.ledger().healthy(schedule.rise()), latencies, now, "");
          }
          case Unhealthy(String reason) ->
              next(old, old.ledger().unhealthy(schedule.fall()), old.latencies(), now, reason);
        };
    return entry.ledger();
  }

  /** An endpoint that was down may have come back as another one. */
  private static LatencyWindow latencies(Entry old) {
    return old.ledger().state() == EndpointState.DOWN ? LatencyWindow.EMPTY : old.latencies();
  }

  private static Entry next(
      Entry old, HealthLedger ledger, LatencyWindow latencies, Instant now, String reason) {
    boolean same = ledger.state() == old.ledger().state();
    return new Entry(ledger, latencies, same ? old.since() : now, reason);
  }

  private void tell(EndpointState before, EndpointState after) {
    if (before == after) {
      return;
    }
    log(before, after);
    if (before.isReady() != after.isReady()) {
      onReadinessChange.run();
    }
  }

  private void log(EndpointState before, EndpointState after) {
    String what = "endpoint " + endpoint() + " of service " + service + " is ";
    switch (after) {
      case UP -> LOG.log(before == EndpointState.DOWN ? Level.INFO : Level.DEBUG, what + "up");
      case UNKNOWN -> LOG.log(Level.INFO, what + "not probed any more");
      case DOWN ->
          LOG.log(
              Level.WARNING,
              what + "down: " + entry.ledger().failures() + " failed probes, " + entry.reason());
    }
  }

  @Override
  public Health health() {
    Entry now = entry;
    return new Health(
        now.ledger().state(),
        now.ledger().failures(),
        now.latencies().lastNanos(),
        now.since(),
        now.reason());
  }

  @Override
  public void close() {
    lock.lock();
    try {
      round.ifPresent(ProbeRound::end);
      round = Optional.empty();
    } finally {
      lock.unlock();
    }
  }
}
