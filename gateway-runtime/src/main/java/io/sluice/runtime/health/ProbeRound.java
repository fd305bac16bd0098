package io.sluice.runtime.health;

import io.sluice.api.probe.ProbeResult;
import io.sluice.api.probe.ProbeResult.Unhealthy;
import io.sluice.runtime.registry.HealthCheck.Probed;
import io.sluice.runtime.registry.HealthCheck.Probing;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Probes one endpoint again and again, in one way, on a virtual thread of its own: at once, and
 * then at every interval, give or take a tenth, so that the probes of endpoints that were
 * registered together drift apart.
 *
 * <p>A check that is late is ended and counts as failed; if it does not end for all that, no other
 * is begun before it has, and every interval until then counts as a failure.
 */
final class ProbeRound {

  private static final double JITTER = 0.1;

  private final EndpointWatch watch;
  private final Probing.On probing;
  private final Surroundings surroundings;
  private final Thread thread;
  private volatile @Nullable Check check;
  private volatile boolean ended;

  ProbeRound(EndpointWatch watch, Probing.On probing, Surroundings surroundings) {
    this.watch = watch;
    this.probing = probing;
    this.surroundings = surroundings;
    this.thread = Thread.ofVirtual().name("sluice-watch").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Ends the round and the check of the moment; never blocks. */
  void end() {
    ended = true;
    Check running = check;
    if (running != null) {
      running.end();
    }
    LockSupport.unpark(thread);
  }

  private void run() {
    try {
      while (!ended) {
        long start = surroundings.ticker().nanos();
        ProbeResult result = ask();
        long nanos = surroundings.ticker().nanos() - start;
        watch.report(this, result, probing.schedule(), nanos);
        pauseUntil(start + intervalNanos());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody does that but the end of the process
    }
  }

  /** Asks once more, beside the rhythm; on the thread of whoever wants to know. */
  Probed probeNow() throws InterruptedException {
    long start = surroundings.ticker().nanos();
    ProbeResult result = begin().await();
    long nanos = surroundings.ticker().nanos() - start;
    watch.report(this, result, probing.schedule(), nanos);
    return new Probed(result, nanos);
  }

  private Check begin() {
    return Check.start(
        probing.probe(), watch.endpoint(), surroundings.connector(), probing.schedule().timeout());
  }

  private ProbeResult ask() throws InterruptedException {
    Check last = check;
    if (last != null && last.isAlive()) {
      return new Unhealthy("the probe has not come back since its deadline");
    }
    Check next = begin();
    check = next;
    if (ended) {
      next.end();
    }
    return next.await();
  }

  private long intervalNanos() {
    double factor = 1 + JITTER * (2 * surroundings.random().nextDouble() - 1);
    return (long) (probing.schedule().interval().toNanos() * factor);
  }

  private void pauseUntil(long dueNanos) {
    long left = dueNanos - surroundings.ticker().nanos();
    while (!ended && left > 0) {
      LockSupport.parkNanos(this, left);
      left = dueNanos - surroundings.ticker().nanos();
    }
  }
}
