package io.sluice.testkit.fake;

import io.sluice.api.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until it is told to go on. Safe for any thread. */
public final class FakeTicker implements Ticker {

  private final AtomicLong nanos;

  /** A clock that shows zero. */
  public FakeTicker() {
    this(0);
  }

  /** A clock that shows {@code nanos}; close to the greatest number, it will wrap around. */
  public FakeTicker(long nanos) {
    this.nanos = new AtomicLong(nanos);
  }

  @Override
  public long nanos() {
    return nanos.get();
  }

  /** Lets that much time pass. */
  public void advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("time only runs forward, not by " + duration);
    }
    nanos.addAndGet(duration.toNanos());
  }
}
