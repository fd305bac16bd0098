package io.sluice.runtime.plugin;

import io.sluice.runtime.logging.RareLine;
import io.sluice.runtime.metrics.PluginMeters.InstanceMeters;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * Takes note of what one instance does: calls are counted and some of them timed; every failure is
 * counted, the first is logged and then at most one a minute, so that a plugin that fails at every
 * request does not fill the disk. Safe for any thread.
 *
 * <p>After a failure the instance counts as degraded until the same call goes right.
 */
final class GuardLog {

  private static final System.Logger LOG = System.getLogger(GuardLog.class.getName());
  private static final Duration PAUSE = Duration.ofMinutes(1);

  /** One call of so many is timed where asking the time would cost as much as the call. */
  private static final int TIMED_OF = 64;

  private static final long UNTIMED = Long.MIN_VALUE;

  private final InstanceContext context;
  private final InstanceMeters meters;
  private final RareLine failures;
  private volatile String failing = "";

  GuardLog(InstanceContext context, InstanceMeters meters) {
    this.context = context;
    this.meters = meters;
    this.failures = new RareLine(LOG, Level.WARNING, PAUSE, context.ticker());
  }

  /** What the instance was made of. */
  InstalledPlugin plugin() {
    return context.plugin();
  }

  /** A call begins; the answer is for {@link #ended}. */
  long begin() {
    meters.called();
    return now();
  }

  /** A call begins that is short and frequent; the answer is for {@link #ended}. */
  long beginFrequent() {
    meters.called();
    boolean timed = context.random().nextInt(TIMED_OF) == 0;
    return timed ? now() : UNTIMED;
  }

  /** The call went right. */
  void ended(String call, long begunNanos) {
    ended(call, begunNanos, 0);
  }

  /** The call went right, and so long of it was not the instance's own. */
  void ended(String call, long begunNanos, long foreignNanos) {
    if (begunNanos != UNTIMED) {
      meters.took(Math.max(now() - begunNanos - foreignNanos, 0));
    }
    worked(call);
  }

  /** The call went right; such calls are not counted. */
  void worked(String call) {
    if (failing.equals(call)) {
      failing = "";
      meters.degraded(false);
    }
  }

  /** The call threw. */
  void failed(String call, Throwable cause) {
    count(call, call + " threw " + cause, cause);
  }

  /** The call answered something that it may not. */
  void wrong(String call, String answer) {
    count(call, call + " answered " + answer, new IllegalStateException(answer));
  }

  /** The time that calls are timed with. */
  long now() {
    return context.ticker().nanos();
  }

  /** How often the instance has failed. */
  long failures() {
    return failures.reasons();
  }

  /** Ends the instance. */
  void close(AutoCloseable instance) {
    try {
      instance.close();
    } catch (Throwable e) {
      failed("close", e);
    }
    notMade();
  }

  /** Gives back what an instance has, for one that could not be made. */
  void notMade() {
    meters.close();
    plugin().origin().use().end();
  }

  private void count(String call, String what, Throwable cause) {
    failing = call;
    meters.failed();
    meters.degraded(true);
    failures.reason(
        count -> "%s: %s (failure %d)".formatted(context.description(), what, count), cause);
  }
}
