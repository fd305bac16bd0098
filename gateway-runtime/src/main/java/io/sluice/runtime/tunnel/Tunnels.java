package io.sluice.runtime.tunnel;

import io.sluice.api.Ticker;
import io.sluice.api.limiter.LimitDecision.Permit;
import io.sluice.runtime.deadline.Sweeper;
import io.sluice.runtime.logging.RareLine;
import io.sluice.runtime.metrics.TunnelMeters;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * All tunnels of a gateway: how many there may be, and what they share. A handshake under way
 * counts as a tunnel, so that no endpoint is asked for one too many. Safe for any thread.
 */
public final class Tunnels {

  private static final System.Logger LOG = System.getLogger(Tunnels.class.getName());
  private static final Duration LOG_PERIOD = Duration.ofSeconds(10);

  private final int most;
  private final Sweeper sweeper;
  private final Ticker ticker;
  private final RandomGenerator random;
  private final TunnelMeters meters;
  private final AtomicInteger admitted = new AtomicInteger();
  private final RareLine refused;
  private final RareLine late;

  /**
   * No tunnel yet.
   *
   * @param most how many there may be at a time
   * @param sweeper ends what is late
   * @param random makes masks that endpoints can not foresee; safe for any thread
   */
  public Tunnels(
      int most, Sweeper sweeper, Ticker ticker, RandomGenerator random, TunnelMeters meters) {
    this.most = most;
    this.sweeper = sweeper;
    this.ticker = ticker;
    this.random = random;
    this.meters = meters;
    this.refused = new RareLine(LOG, Level.WARNING, LOG_PERIOD, ticker);
    this.late = new RareLine(LOG, Level.INFO, LOG_PERIOD, ticker);
  }

  /**
   * Admits one more, from its handshake on.
   *
   * @param permit what the request has already
   * @return that and the admission, to be released together; empty if there are too many
   */
  public Optional<Permit> admit(Permit permit) {
    if (admitted.incrementAndGet() > most) {
      admitted.decrementAndGet();
      refuse();
      return Optional.empty();
    }
    return Optional.of(outcome -> {
      admitted.decrementAndGet();
      permit.release(outcome);
    });
  }

  private void refuse() {
    meters.refused();
    refused.reason(count ->
        "a tunnel was refused: there may be %d (limits.tunnels); %d so far".formatted(most, count));
  }

  /** The tunnel between a client and an endpoint that has switched; it passes nothing yet. */
  public Tunnel open(TunnelEnd client, Switched endpoint) {
    return new Tunnel(client, endpoint.end(), endpoint.times(), sweeper, this);
  }

  long nanos() {
    return ticker.nanos();
  }

  int newMask() {
    return random.nextInt();
  }

  void opened() {
    meters.opened();
  }

  void ended(Ending ending, long nanos) {
    meters.ended(ending.label(), nanos);
    if (ending == Ending.IDLE || ending == Ending.EXPIRED) {
      late.reason(count ->
          "a tunnel was ended by a timeout: %s; %d so far".formatted(ending.label(), count));
    }
  }
}
