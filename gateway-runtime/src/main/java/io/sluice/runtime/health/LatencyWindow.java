package io.sluice.runtime.health;

import io.sluice.api.balancer.Candidate;
import java.util.ArrayList;
import java.util.List;

/**
 * How long the last successful probes of an endpoint took, and what follows from them.
 *
 * <p>What disturbs a probe (a busy processor, code that runs for the first time, a collection) only
 * ever adds to its time. The lowest of several is therefore the steadiest estimate of how far away
 * an endpoint is (the windowed minimum that congestion control estimates round-trip times with, see
 * BBR, Cardwell et al., ACM Queue 14-5). Its price: an endpoint that becomes slower is known for it
 * once the window has passed, {@value #LENGTH} probes later; until then the requests in flight
 * tell.
 *
 * @param nanos the latencies in nanoseconds, the oldest first
 */
record LatencyWindow(List<Long> nanos) {

  /** How many latencies are kept. */
  static final int LENGTH = 8;

  /** From how many on the lowest is believed. */
  static final int ENOUGH = 4;

  /** Before the first probe. */
  static final LatencyWindow EMPTY = new LatencyWindow(List.of());

  LatencyWindow {
    nanos = List.copyOf(nanos);
  }

  /** After another successful probe. */
  LatencyWindow after(long latencyNanos) {
    List<Long> next = new ArrayList<>(nanos.subList(nanos.size() < LENGTH ? 0 : 1, nanos.size()));
    next.add(latencyNanos);
    return new LatencyWindow(next);
  }

  /** The lowest, or {@link Candidate#UNKNOWN_LATENCY} as long as there are too few. */
  long lowestNanos() {
    return nanos.size() < ENOUGH
        ? Candidate.UNKNOWN_LATENCY
        : nanos.stream().mapToLong(Long::longValue).min().orElseThrow();
  }

  /** The latest, or {@link Candidate#UNKNOWN_LATENCY} before the first. */
  long lastNanos() {
    return nanos.isEmpty() ? Candidate.UNKNOWN_LATENCY : nanos.getLast();
  }
}
