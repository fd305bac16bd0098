package io.sluice.runtime.exchange;

import io.sluice.api.Endpoint;
import io.sluice.api.balancer.Candidate;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * What the gateway knows of one endpoint of one service: how many requests it has, how fast it
 * answers probes. Lives as long as the endpoint stays in the service, whatever else is changed.
 * Safe for any thread.
 *
 * <p>Balancers read the figures of every endpoint for a single pick, so both stand in this very
 * object, where one look at the memory finds them.
 */
public final class LiveEndpoint {

  private static final AtomicIntegerFieldUpdater<LiveEndpoint> IN_FLIGHT =
      AtomicIntegerFieldUpdater.newUpdater(LiveEndpoint.class, "inFlight");

  private final Endpoint endpoint;
  private volatile int inFlight;
  private volatile boolean withdrawn;
  private volatile long withdrawnNanos;
  private volatile long probeLatencyNanos = Candidate.UNKNOWN_LATENCY;

  /** An endpoint of which nothing is known yet. */
  public LiveEndpoint(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  /** The endpoint. */
  public Endpoint endpoint() {
    return endpoint;
  }

  /** How many requests were picked for it and have not ended. */
  public int inFlight() {
    return inFlight;
  }

  /** Counts a request that was picked for it. */
  public void begin() {
    IN_FLIGHT.incrementAndGet(this);
  }

  /** Counts the end of a request. */
  public void end() {
    IN_FLIGHT.decrementAndGet(this);
  }

  /**
   * It is to get no new requests: it drains, or its service has it no more. For requests that were
   * picked for it and have not been sent.
   *
   * @param nowNanos the ticker's reading
   */
  public void withdraw(long nowNanos) {
    if (!withdrawn) {
      withdrawnNanos = nowNanos;
      withdrawn = true;
    }
  }

  /** It gets requests again. */
  public void readmit() {
    withdrawn = false;
  }

  /** Whether it is to get no new requests. */
  public boolean isWithdrawn() {
    return withdrawn;
  }

  /** The ticker's reading when it was withdrawn, if it is. */
  public long withdrawnNanos() {
    return withdrawnNanos;
  }

  /**
   * What its probes say about how fast it answers, in nanoseconds, or {@link
   * Candidate#UNKNOWN_LATENCY}.
   */
  public long probeLatencyNanos() {
    return probeLatencyNanos;
  }

  /** Takes note of what its probes say about how fast it answers. */
  public void probed(long latencyNanos) {
    probeLatencyNanos = latencyNanos;
  }
}
