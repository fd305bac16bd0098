package io.sluice.runtime.events;

import java.time.Duration;

/**
 * Somebody who listens: hears each event once and in order, or that some were missed. Belongs to
 * one thread at a time.
 */
public final class Subscription implements AutoCloseable {

  private final EventLog log;
  private long heard;
  private boolean missed;
  private boolean left;

  /**
   * @param heard the number of the last event that it knows
   * @param missed whether it does not know what it should
   */
  Subscription(EventLog log, long heard, boolean missed) {
    this.log = log;
    this.heard = heard;
    this.missed = missed;
  }

  /** What comes next, after having waited for it so long at the most. */
  public Heard next(Duration most) throws InterruptedException {
    return log.next(this, most.toNanos());
  }

  /** What comes next, if it is there already. */
  public Heard poll() throws InterruptedException {
    return log.next(this, 0);
  }

  /** The id behind which to go on another time. */
  public String id() {
    return log.id(heard);
  }

  long heard() {
    return heard;
  }

  boolean missed() {
    return missed;
  }

  void skipTo(long number) {
    heard = number;
    missed = false;
  }

  /** Listens no longer; may be called more than once. */
  @Override
  public void close() {
    if (!left) {
      left = true;
      log.leave();
    }
  }
}
