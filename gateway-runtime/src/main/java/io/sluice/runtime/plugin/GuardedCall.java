package io.sluice.runtime.plugin;

import io.sluice.runtime.guard.Fault;
import io.sluice.runtime.guard.Turn;
import io.sluice.runtime.guard.Watchdog;
import java.time.Duration;

/**
 * One call of an instance, from the moment before it is made until it is noted how it ended, which
 * whoever began it does exactly once. Of the calling thread.
 */
final class GuardedCall {

  private static final String NOTHING = "";

  private final GuardLog log;
  private final String name;
  private final Turn turn;
  private final long begunNanos;
  private final boolean patient;
  private final int begunBeat;
  private int place;

  private GuardedCall(
      GuardLog log, String name, Turn turn, long begunNanos, boolean patient, int allowedBeats) {
    this.log = log;
    this.name = name;
    this.turn = turn;
    this.begunNanos = begunNanos;
    this.patient = patient;
    this.begunBeat = log.watchdog().beat() + allowedBeats;
    this.place =
        turn == Turn.SPARED ? Watchdog.NOWHERE : log.watchdog().entered(log.watchedAs(), begunBeat);
  }

  /** Stands for the calls that are not made. */
  static GuardedCall spared(GuardLog log) {
    return new GuardedCall(log, NOTHING, Turn.SPARED, GuardLog.UNTIMED, false, 0);
  }

  /** A call that must not block. */
  static GuardedCall quick(GuardLog log, String name, Turn turn, long begunNanos) {
    return new GuardedCall(log, name, turn, begunNanos, false, 0);
  }

  /** A call that may block, and for so long before anybody wonders. */
  static GuardedCall patient(GuardLog log, String name, Turn turn, Duration allowed) {
    int beats = (int) allowed.dividedBy(Watchdog.BEAT);
    return new GuardedCall(log, name, turn, log.now(), true, beats);
  }

  /** Whether it is not to be made, and need not end. */
  boolean isSpared() {
    return turn == Turn.SPARED;
  }

  /** What is called. */
  String name() {
    return name;
  }

  /** What the quarantine said of it. */
  Turn turn() {
    return turn;
  }

  /** It went right. */
  void succeeded() {
    succeeded(0);
  }

  /** It went right, and so long of it was not the instance's own. */
  void succeeded(long foreignNanos) {
    leave();
    int slow = log.watchdog().beat() - begunBeat;
    if (slow >= log.bounds().slowBeats()) {
      String time = "took longer than " + Watchdog.BEAT.multipliedBy(slow - 1L).toMillis() + " ms";
      log.failed(this, Fault.SLOW, time, new IllegalStateException(time));
    } else {
      boolean timed = begunNanos != GuardLog.UNTIMED;
      long nanos = timed ? Math.max(log.now() - begunNanos - foreignNanos, 0) : GuardLog.UNTIMED;
      log.succeeded(this, nanos);
    }
  }

  /** It threw. */
  void threw(Throwable cause) {
    failed(Fault.THREW, "threw " + text(cause), cause);
  }

  /** It answered something that it may not. */
  void answered(String answer) {
    failed(Fault.WRONG_ANSWER, "answered " + answer, new IllegalStateException(answer));
  }

  /** It did something wrong. */
  void failed(Fault fault, String what, Throwable cause) {
    leave();
    log.failed(this, fault, what, cause);
  }

  /** It ended in a way that says nothing about the instance. */
  void undecided() {
    leave();
    log.undecided(this);
  }

  /** The instance's own code is left for a while. */
  void pause() {
    log.watchdog().left(place);
    place = Watchdog.NOWHERE;
  }

  /** The instance's own code goes on. */
  void resume() {
    place = log.watchdog().entered(log.watchedAs(), log.watchdog().beat());
  }

  private void leave() {
    pause();
    if (patient) {
      log.left();
    }
  }

  /** What was thrown, even if that fails to say. */
  static String text(Throwable thrown) {
    try {
      return String.valueOf(thrown);
    } catch (Throwable e) {
      return thrown.getClass().getName();
    }
  }
}
