package io.sluice.api.balancer;

import io.sluice.api.Endpoint;

/**
 * An endpoint that may be chosen, with what the gateway knows of it at this moment. The numbers are
 * live: two readings may differ. Safe for any thread, and cheap to read.
 */
public interface Candidate {

  /** What {@link #probeLatencyNanos()} says as long as too few probes succeeded. */
  long UNKNOWN_LATENCY = -1;

  /** The endpoint. */
  Endpoint endpoint();

  /** Its share relative to others': 1 to 1000. */
  int weight();

  /** How many requests it has that are picked and not ended, at any time zero or more. */
  int inFlight();

  /**
   * How long a successful probe takes in nanoseconds: the lowest of the last ones, because what
   * disturbs a probe only ever adds to it; or {@link #UNKNOWN_LATENCY}.
   */
  long probeLatencyNanos();
}
