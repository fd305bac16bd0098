package io.sluice.runtime.health;

import io.sluice.api.Endpoint;
import io.sluice.api.probe.ProbeResult;
import io.sluice.api.probe.ProbeResult.Healthy;
import io.sluice.api.probe.ProbeResult.Unhealthy;
import io.sluice.runtime.exchange.EndpointState;
import io.sluice.runtime.exchange.LiveEndpoint;
import io.sluice.runtime.registry.Health;
import io.sluice.runtime.registry.HealthCheck.Probing;
import io.sluice.runtime.registry.HealthCheck.Watch;
import io.sluice.runtime.registry.ProbeSchedule;
import java.lang.System.Logger.Level;
import java.time.Instant;
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
  private record Entry(HealthLedger ledger, Instant since, String reason) {}

  EndpointWatch(
      String service, LiveEndpoint live, Runnable onReadinessChange, Surroundings surroundings) {
    this.service = service;
    this.live = live;
    this.onReadinessChange = onReadinessChange;
    this.surroundings = surroundings;
    this.entry = new Entry(HealthLedger.START, surroundings.clock().instant(), "");
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
    entry = new Entry(HealthLedger.START, surroundings.clock().instant(), "");
    return Optional.empty();
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

  /** Meters get nothing any more once the watch was closed. */
  private void record(EndpointState before) {
    EndpointState after = entry.ledger().state();
    if (before != after) {
      surroundings.meters().stateChanged(service, endpoint(), before, after);
    }
  }

  private HealthLedger note(ProbeResult result, ProbeSchedule schedule) {
    Entry old = entry;
    HealthLedger next =
        switch (result) {
          case Healthy(long latencyNanos) -> {
            noteLatency(old.ledger().state(), latencyNanos);
            yield old.ledger().healthy(schedule.rise());
          }
          case Unhealthy _ -> old.ledger().unhealthy(schedule.fall());
        };
    boolean same = next.state() == old.ledger().state();
    Instant since = same ? old.since() : surroundings.clock().instant();
    entry = new Entry(next, since, result instanceof Unhealthy(String reason) ? reason : "");
    return next;
  }

  /**
   * The probe that brings an endpoint up says little about it: the endpoint, and at the start the
   * gateway too, do everything for the first time. Were it counted, the endpoint that happened to
   * be asked last would lose every tie until the next probe.
   */
  private void noteLatency(EndpointState before, long latencyNanos) {
    if (before == EndpointState.UP) {
      live.probed(latencyNanos);
    }
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
    return new Health(now.ledger().state(), now.ledger().failures(), now.since(), now.reason());
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
