package io.sluice.testkit.fake;

import io.sluice.api.Endpoint;
import io.sluice.api.balancer.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A candidate whose figures a test sets. Two are the same only if they are one. Safe for any
 * thread.
 */
public final class FakeCandidate implements Candidate {

  private final Endpoint endpoint;
  private final int weight;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicLong probeLatencyNanos = new AtomicLong(UNKNOWN_LATENCY);

  /** A candidate with nothing in flight and no latency known. */
  public FakeCandidate(Endpoint endpoint, int weight) {
    this.endpoint = endpoint;
    this.weight = weight;
  }

  /**
   * As many candidates as there are weights, at {@code 192.0.2.1:8001} and the ports that follow.
   */
  public static List<FakeCandidate> ofWeights(int... weights) {
    List<FakeCandidate> candidates = new ArrayList<>();
    for (int weight : weights) {
      Endpoint endpoint = new Endpoint("http", "192.0.2.1", 8001 + candidates.size());
      candidates.add(new FakeCandidate(endpoint, weight));
    }
    return List.copyOf(candidates);
  }

  @Override
  public Endpoint endpoint() {
    return endpoint;
  }

  @Override
  public int weight() {
    return weight;
  }

  @Override
  public int inFlight() {
    return inFlight.get();
  }

  @Override
  public long probeLatencyNanos() {
    return probeLatencyNanos.get();
  }

  /** From now on it has that many requests. */
  public void setInFlight(int requests) {
    inFlight.set(requests);
  }

  /** From now on it has {@code more} requests more, or fewer if that is negative. */
  public void addInFlight(int more) {
    inFlight.addAndGet(more);
  }

  /** From now on its last probe took that long. */
  public void setProbeLatencyNanos(long nanos) {
    probeLatencyNanos.set(nanos);
  }

  @Override
  public String toString() {
    return endpoint + " (weight " + weight + ", in flight " + inFlight + ")";
  }
}
