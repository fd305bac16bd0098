package io.sluice.runtime.deadline;

import io.sluice.api.Ticker;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks at all deadlines again and again and ends what is late. A deadline is noticed between zero
 * and one period after its moment.
 *
 * <p>One platform thread, so that no plugin that keeps the carriers busy can stop it. What a
 * deadline does when late must not block.
 */
public final class Sweeper implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Sweeper.class.getName());

  private final Ticker ticker;
  private final Set<Deadline> deadlines = ConcurrentHashMap.newKeySet();
  private final long periodNanos;
  private volatile boolean open = true;

  /** A sweeper that does nothing by itself until {@link #start()}. */
  public Sweeper(Ticker ticker, Duration period) {
    this.ticker = ticker;
    this.periodNanos = period.toNanos();
  }

  /** Starts the thread, once. */
  public void start() {
    Thread.ofPlatform().daemon().name("sluice-sweeper").start(this::run);
  }

  /**
   * A deadline that is watched from now on, without a moment yet.
   *
   * @param onLate ends what is late; runs on the sweeper's thread, once
   */
  public Deadline watch(Runnable onLate) {
    Deadline deadline = new Deadline(this, onLate);
    deadlines.add(deadline);
    return deadline;
  }

  /** Looks at every deadline once. */
  public void sweep() {
    long now = ticker.nanos();
    for (Deadline deadline : deadlines) {
      sweep(deadline, now);
    }
  }

  /** How many deadlines are watched. */
  public int watched() {
    return deadlines.size();
  }

  /** Stops the thread. */
  @Override
  public void close() {
    open = false;
  }

  /** The time by which deadlines pass, in nanoseconds from some moment. */
  public long now() {
    return ticker.nanos();
  }

  void forget(Deadline deadline) {
    deadlines.remove(deadline);
  }

  private void run() {
    while (open) {
      LockSupport.parkNanos(periodNanos);
      sweep();
    }
  }

  private static void sweep(Deadline deadline, long now) {
    try {
      deadline.sweep(now);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "ending what is late failed", e);
    }
  }
}
