package io.sluice.runtime.exchange;

import io.sluice.api.Endpoint;
import io.sluice.api.balancer.Candidate;

/**
 * An endpoint in a rotation.
 *
 * @param live its live figures
 * @param weight its share, 1 to 1000
 */
public record ReadyEndpoint(LiveEndpoint live, int weight) implements Candidate {

  @Override
  public Endpoint endpoint() {
    return live.endpoint();
  }

  @Override
  public int inFlight() {
    return live.inFlight();
  }

  @Override
  public long probeLatencyNanos() {
    return live.probeLatencyNanos();
  }
}
