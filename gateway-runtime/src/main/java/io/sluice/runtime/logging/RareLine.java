package io.sluice.runtime.logging;

import io.sluice.api.Ticker;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A line of the log that is written at most once in some time, however often there is a reason for
 * it, so that nobody can fill the disk from outside. The first reason is logged. Safe for any
 * thread.
 */
public final class RareLine {

  private final System.Logger log;
  private final Level level;
  private final long pauseNanos;
  private final Ticker ticker;
  private final AtomicLong reasons = new AtomicLong();
  private final AtomicLong lastNanos;

  /**
   * A line that was never written.
   *
   * @param pause how long it is not written again
   */
  public RareLine(System.Logger log, Level level, Duration pause, Ticker ticker) {
    this.log = log;
    this.level = level;
    this.pauseNanos = pause.toNanos();
    this.ticker = ticker;
    this.lastNanos = new AtomicLong(ticker.nanos() - pauseNanos);
  }

  /**
   * There is another reason for it.
   *
   * @param line what is written, given how many reasons there were so far
   */
  public void reason(LongFunction<String> line) {
    reason(line, null);
  }

  /** The same with what was thrown. */
  public void reason(LongFunction<String> line, @Nullable Throwable cause) {
    long count = reasons.incrementAndGet();
    long now = ticker.nanos();
    long last = lastNanos.get();
    if (now - last >= pauseNanos && lastNanos.compareAndSet(last, now)) {
      log.log(level, line.apply(count), cause);
    }
  }

  /** How many reasons there were. */
  public long reasons() {
    return reasons.get();
  }
}
