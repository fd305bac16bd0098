package io.sluice.runtime.plugin;

import io.sluice.runtime.metrics.PluginMeters.InstanceMeters;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes note of what one instance does wrong: every failure is counted, the first is logged and
 * then at most one a minute, so that a plugin that fails at every request does not fill the disk.
 * Safe for any thread.
 */
final class GuardLog {

  private static final System.Logger LOG = System.getLogger(GuardLog.class.getName());
  private static final long PAUSE_NANOS = 60_000_000_000L;

  private final InstanceContext context;
  private final InstanceMeters meters;
  private final AtomicLong failures = new AtomicLong();
  private final AtomicLong lastLineNanos;

  GuardLog(InstanceContext context, InstanceMeters meters) {
    this.context = context;
    this.meters = meters;
    this.lastLineNanos = new AtomicLong(context.ticker().nanos() - PAUSE_NANOS);
  }

  /** The call threw. */
  void failed(String call, Throwable cause) {
    count(call + " threw " + cause, cause);
  }

  /** The call answered something that it may not. */
  void wrong(String call, String answer) {
    count(call + " answered " + answer, new IllegalStateException(answer));
  }

  /** How often the instance has failed. */
  long failures() {
    return failures.get();
  }

  /** Ends the instance. */
  void close(AutoCloseable instance) {
    try {
      instance.close();
    } catch (Throwable e) {
      failed("close", e);
    }
    meters.close();
  }

  private void count(String what, Throwable cause) {
    long count = failures.incrementAndGet();
    meters.failed();
    long now = context.ticker().nanos();
    long last = lastLineNanos.get();
    if (now - last >= PAUSE_NANOS && lastLineNanos.compareAndSet(last, now)) {
      LOG.log(
          Level.WARNING,
          "%s: %s (failure %d)".formatted(context.description(), what, count),
          cause);
    }
  }
}
