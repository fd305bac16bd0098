package io.sluice.runtime.exchange;

import io.sluice.api.Endpoint;
import io.sluice.api.Outcome;
import io.sluice.api.balancer.Pick.Completion;
import io.sluice.runtime.metrics.ServiceMeters;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One attempt's hold on an endpoint: counted in flight from the pick until it is settled, which
 * happens once, whoever comes first. Safe for any thread.
 */
public final class Lease {

  private final LiveEndpoint live;
  private final Completion completion;
  private final ServiceMeters meters;
  private final long startNanos;
  private final AtomicBoolean settled = new AtomicBoolean();

  private Lease(LiveEndpoint live, Completion completion, ServiceMeters meters, long startNanos) {
    this.live = live;
    this.completion = completion;
    this.meters = meters;
    this.startNanos = startNanos;
  }

  /**
   * Takes hold of an endpoint.
   *
   * @param completion is told the outcome; a guarded one that does not throw
   * @param startNanos the ticker's reading at the pick
   */
  public static Lease begin(
      LiveEndpoint live, Completion completion, ServiceMeters meters, long startNanos) {
    live.begin();
    meters.selected(live.endpoint());
    return new Lease(live, completion, meters, startNanos);
  }

  /** The endpoint. */
  public Endpoint endpoint() {
    return live.endpoint();
  }

  /** The endpoint with its live figures. */
  public LiveEndpoint live() {
    return live;
  }

  /** The ticker's reading at the pick. */
  public long startNanos() {
    return startNanos;
  }

  /**
   * Lets go of the endpoint and tells everybody how the attempt ended; does nothing at a second
   * call.
   */
  public void settle(Outcome outcome) {
    if (settled.compareAndSet(false, true)) {
      live.end();
      completion.complete(outcome);
      meters.attemptEnded(live.endpoint(), outcome);
    }
  }
}
