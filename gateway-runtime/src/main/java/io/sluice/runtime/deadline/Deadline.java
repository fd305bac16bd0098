package io.sluice.runtime.deadline;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The moment at which something is late, moved on by its owner as it makes progress. Once late, it
 * stays late.
 *
 * <p>The owner is one thread at a time; the {@link Sweeper} looks from its own thread and finds out
 * at most one sweep after the moment.
 */
public final class Deadline implements AutoCloseable {

  private static final long NONE = 0;
  private static final long LATE = Long.MIN_VALUE;

  private final Sweeper sweeper;
  private final Runnable onLate;
  private final AtomicLong due = new AtomicLong(NONE);

  Deadline(Sweeper sweeper, Runnable onLate) {
    this.sweeper = sweeper;
    this.onLate = onLate;
  }

  /**
   * Sets the moment, in place of any other.
   *
   * @param nanos how long from now, in nanoseconds
   * @return false if it is too late: the earlier moment has passed and its end is under way
   */
  public boolean in(long nanos) {
    return set(encode(sweeper.now() + nanos));
  }

  /**
   * Waits for nothing until the next {@link #in}.
   *
   * @return false if it is too late
   */
  public boolean clear() {
    return set(NONE);
  }

  /** Whether the moment has passed and been noticed. */
  public boolean isLate() {
    return due.get() == LATE;
  }

  /** Ends the watch. */
  @Override
  public void close() {
    sweeper.forget(this);
  }

  private boolean set(long next) {
    long current = due.get();
    while (current != LATE && !due.compareAndSet(current, next)) {
      current = due.get();
    }
    return current != LATE;
  }

  /** Called by the sweeper only. */
  void sweep(long now) {
    long current = due.get();
    if (current != NONE
        && current != LATE
        && now - current >= 0
        && due.compareAndSet(current, LATE)) {
      onLate.run();
    }
  }

  private static long encode(long nanos) {
    return nanos == NONE || nanos == LATE ? nanos + 1 : nanos;
  }
}
