package io.sluice.runtime.plugin;

import io.sluice.runtime.events.Events;
import io.sluice.runtime.guard.CallBounds;
import io.sluice.runtime.guard.Errand;
import io.sluice.runtime.guard.Fault;
import io.sluice.runtime.guard.Quarantine;
import io.sluice.runtime.guard.Turn;
import io.sluice.runtime.guard.Watchdog;
import io.sluice.runtime.guard.Watched;
import io.sluice.runtime.logging.RareLine;
import io.sluice.runtime.metrics.InstanceState;
import io.sluice.runtime.metrics.PluginMeters.InstanceMeters;
import io.sluice.runtime.metrics.PluginMeters.Readings;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;

/**
 * Takes note of what one instance does, and says whether it is to be called: calls are counted,
 * some of them timed, all watched; every failure is counted, the first of each sort is logged and
 * then at most one a minute, so that a plugin that fails at every request does not fill the disk.
 * Safe for any thread.
 *
 * <p>After a failure the instance counts as degraded until the same call goes right; after too many
 * it is in quarantine.
 */
final class GuardLog implements Watched, Readings {

  private static final System.Logger LOG = System.getLogger(GuardLog.class.getName());
  private static final Duration PAUSE = Duration.ofMinutes(1);

  /** One call of so many is timed where asking the time would cost as much as the call. */
  private static final int TIMED_OF = 64;

  private static final int LONGEST_LINE = 300;
  private static final Duration CLOSE_BUDGET = Duration.ofSeconds(1);
  private static final String CLOSE = "close";

  /** What stands for a call that does not come back. */
  private static final String STUCK_CALL = "a call";

  static final long UNTIMED = Long.MIN_VALUE;

  private final InstanceContext context;
  private final InstanceMeters meters;
  private final Watchdog watchdog;
  private final Quarantine quarantine;
  private final StateTeller teller;
  private final boolean fenced;
  private final GuardedCall spared;
  private final Map<Fault, RareLine> lines = new EnumMap<>(Fault.class);
  private final RareLine shutLine;
  private final LongAdder inFlight = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final int watchedAs;
  private volatile CallBounds bounds;
  private volatile String failing = "";
  private volatile int stuckCalls;
  private volatile Optional<Condition.Failure> lastFailure = Optional.empty();

  /** A log that no watchdog looks after. */
  GuardLog(InstanceContext context, InstanceMeters meters) {
    this(context, meters, new Watchdog(), Events.NONE);
  }

  GuardLog(InstanceContext context, InstanceMeters meters, Watchdog watchdog, Events events) {
    this.context = context;
    this.meters = meters;
    this.watchdog = watchdog;
    this.quarantine = new Quarantine(context.ticker());
    this.teller = new StateTeller(context, this::state, events);
    this.fenced = context.plugin().kind() != PluginKind.PROBE;
    this.bounds =
        switch (context.plugin().kind()) {
          case BALANCER, LIMITER -> CallBounds.QUICK;
          case PROBE, FILTER -> CallBounds.PATIENT;
        };
    for (Fault fault : Fault.values()) {
      lines.put(fault, new RareLine(LOG, Level.WARNING, PAUSE, context.ticker()));
    }
    this.shutLine = new RareLine(LOG, Level.WARNING, PAUSE, context.ticker());
    this.spared = GuardedCall.spared(this);
    this.watchedAs = watchdog.watch(this);
    meters.shows(this);
  }

  /** What the instance was made of. */
  InstalledPlugin plugin() {
    return context.plugin();
  }

  /** Its calls may take longer, because they ask another machine. */
  void remote() {
    bounds = CallBounds.REMOTE;
  }

  /** A call is about to be made, unless the answer is spared. */
  GuardedCall begin(String call) {
    return begin(call, Duration.ZERO);
  }

  /** The same for a call that has so much time before it may be called stuck. */
  GuardedCall begin(String call, Duration allowed) {
    Turn turn = turn();
    if (turn == Turn.SPARED) {
      return spared;
    }
    meters.called();
    inFlight.increment();
    return GuardedCall.patient(this, call, turn, allowed);
  }

  /** The same for a call that is short and frequent. */
  GuardedCall beginFrequent(String call) {
    Turn turn = turn();
    if (turn == Turn.SPARED) {
      return spared;
    }
    meters.called();
    boolean timed = context.random().nextInt(TIMED_OF) == 0;
    return GuardedCall.quick(this, call, turn, timed ? now() : UNTIMED);
  }

  /** A call is made that the contract promises whatever happened; it is not counted. */
  GuardedCall beginPromised(String call) {
    return GuardedCall.quick(this, call, Turn.FREE, UNTIMED);
  }

  private Turn turn() {
    Turn turn = fenced ? quarantine.ask() : Turn.FREE;
    if (turn == Turn.TRIAL && stuckCalls > 0) {
      quarantine.undecided(turn); // what does not come back may hold what the trial would wait for
      return Turn.SPARED;
    }
    return turn;
  }

  /** The call went right, and so long of it was the instance's own; or it was not timed. */
  void succeeded(GuardedCall call, long ownNanos) {
    if (ownNanos != UNTIMED) {
      meters.took(ownNanos);
    }
    if (failing.equals(call.name())) {
      failing = "";
    }
    if (fenced && quarantine.succeeded(call.turn())) {
      LOG.log(Level.INFO, () -> context.description() + " is called again: a trial went right");
      teller.tell("a trial went right");
    }
  }

  /** The call did something wrong. */
  void failed(GuardedCall call, Fault fault, String what, Throwable cause) {
    note(call.name(), fault, what, cause);
    if (fenced && fault.isGrave() && quarantine.failed(call.turn())) {
      shut("it failed too often");
    }
  }

  /** The call ended in a way that says nothing about the instance. */
  void undecided(GuardedCall call) {
    quarantine.undecided(call.turn());
  }

  /** Something was done wrong that has no influence on whether the instance is called. */
  void note(String call, Fault fault, String what, Throwable cause) {
    failing = call;
    failures.increment();
    meters.failed(fault.word());
    String line = oneLine(call + " " + what);
    lastFailure = Optional.of(new Condition.Failure(Instant.now(), line));
    Optional.ofNullable(lines.get(fault))
        .ifPresent(rare ->
            rare.reason(
                count ->
                    "%s: %s (failure %d of this sort)"
                        .formatted(context.description(), line, count),
                cause));
  }

  /** A call that is not counted went right. */
  void worked(String call) {
    if (failing.equals(call)) {
      failing = "";
    }
  }

  private static String oneLine(String text) {
    String printable = text.replaceAll("\\p{Cntrl}+", " ");
    return printable.substring(0, Math.min(printable.length(), LONGEST_LINE));
  }

  private void shut(String why) {
    shutLine.reason(_ ->
        "%s is not called for %s: %s".formatted(context.description(), quarantine.pause(), why));
    teller.tell(why);
  }

  @Override
  public CallBounds bounds() {
    return bounds;
  }

  @Override
  public void stuck(int calls) {
    int before = stuckCalls;
    stuckCalls = calls;
    if (calls > before) {
      note(
          STUCK_CALL,
          Fault.STUCK,
          "does not come back (%d of them now); it can not be ended".formatted(calls),
          new IllegalStateException("stuck"));
      if (fenced && quarantine.stuck()) {
        shut("a call does not come back");
      }
      teller.tell("a call does not come back");
    }
    if (calls == 0) {
      worked(STUCK_CALL);
      teller.tell("its calls have come back");
    }
  }

  @Override
  public InstanceState state() {
    if (stuckCalls > 0) {
      return InstanceState.STUCK;
    }
    if (quarantine.isShut()) {
      return InstanceState.QUARANTINED;
    }
    return failing.isEmpty() ? InstanceState.OK : InstanceState.DEGRADED;
  }

  @Override
  public long inFlight() {
    return Math.max(inFlight.sum(), stuckCalls);
  }

  @Override
  public int stuck() {
    return stuckCalls;
  }

  /** How the instance is. */
  Condition condition() {
    return new Condition(context.service(), state(), failures.sum(), inFlight(), lastFailure);
  }

  /** A call that {@link #begin} began has ended. */
  void left() {
    inFlight.decrement();
  }

  /** Who watches its calls. */
  Watchdog watchdog() {
    return watchdog;
  }

  /** What the watchdog knows it as. */
  int watchedAs() {
    return watchedAs;
  }

  /** The time that calls are timed with. */
  long now() {
    return context.ticker().nanos();
  }

  /** Ends the instance; one whose close does not come back is left to itself. */
  void close(AutoCloseable instance) {
    Errand<Boolean> closing =
        Errand.start(() -> {
          instance.close();
          return true;
        });
    try {
      boolean _ = closing.await(CLOSE_BUDGET);
    } catch (ExecutionException e) {
      note(CLOSE, Fault.THREW, "threw " + GuardedCall.text(Errand.thrown(e)), Errand.thrown(e));
    } catch (TimeoutException e) {
      note(CLOSE, Fault.SLOW, "did not come back", e);
    }
    notMade();
  }

  /** Gives back what an instance has, for one that could not be made. */
  void notMade() {
    watchdog.forget(watchedAs);
    meters.close();
    plugin().origin().use().end();
  }
}
