package io.sluice.runtime.guard;

import io.sluice.api.Ticker;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Decides by how its calls end whether an instance of a plugin is called at all.
 *
 * <pre>
 *            a failure                    5 failures in a row, or
 *   SOUND ───────────────► SUSPECT ──────────────────────────────► SHUT ◄──────────┐
 *     ▲                     │   ▲   of at least 20 calls within     │              │ the trial fails:
 *     └─────────────────────┘   │   10 s a third failed; or a call  │ the pause    │ the pause doubles,
 *      a call goes right 10 s   │   is stuck                        ▼ is over      │ 60 s at the most
 *      after the window began   └──────────────────────────────── TRIAL ───────────┘
 *                                        the trial goes right
 * </pre>
 *
 * <p>The first pause has a second. It doubles, too, if the instance is shut again before it was
 * sound for a whole window. In TRIAL one call is under way and nobody else's is let through.
 *
 * <p>Safe for any thread. A sound instance costs each call two reads of one volatile field; the
 * lock is taken only where something failed less than a window ago. Verdicts of calls that began
 * before the instance was shut are ignored while it is.
 */
public final class Quarantine {

  /** So many failures without a success between them shut an instance. */
  public static final int ROW = 5;

  /** Of fewer calls within a window no rate is made. */
  public static final int LEAST_CALLS = 20;

  /** One failure in so many calls within a window shuts an instance. */
  public static final int ONE_IN = 3;

  /** What a rate is made of, and what must pass without harm before all is forgotten. */
  public static final Duration WINDOW = Duration.ofSeconds(10);

  /** How long an instance is spared at first. */
  public static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  /** How long an instance is spared at the most. */
  public static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

  private enum Phase {
    SOUND,
    SUSPECT,
    SHUT,
    TRIAL
  }

  private final Ticker ticker;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile Phase phase = Phase.SOUND;
  private volatile long untilNanos;
  private long windowNanos;
  private long pauseNanos;
  private int row;
  private int calls;
  private int failures;

  /** The quarantine of an instance that has done nothing yet. */
  public Quarantine(Ticker ticker) {
    this.ticker = ticker;
  }

  /** Asked before each call, which must then be told of unless it is spared. */
  public Turn ask() {
    return switch (phase) {
      case SOUND, SUSPECT -> Turn.FREE;
      case TRIAL -> Turn.SPARED;
      case SHUT -> ticker.nanos() - untilNanos < 0 ? Turn.SPARED : tried();
    };
  }

  private Turn tried() {
    lock.lock();
    try {
      if (phase != Phase.SHUT || ticker.nanos() - untilNanos < 0) {
        return Turn.SPARED;
      }
      phase = Phase.TRIAL;
      return Turn.TRIAL;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the instance is not called, a trial apart. */
  public boolean isShut() {
    return switch (phase) {
      case SOUND, SUSPECT -> false;
      case SHUT, TRIAL -> true;
    };
  }

  /** Whether nothing failed lately. */
  public boolean isSound() {
    return phase == Phase.SOUND;
  }

  /** How long the pause of the moment, or the last one, has altogether. */
  public Duration pause() {
    lock.lock();
    try {
      return Duration.ofNanos(pauseNanos);
    } finally {
      lock.unlock();
    }
  }

  /**
   * A call went right.
   *
   * @return whether this lets the instance in again
   */
  public boolean succeeded(Turn turn) {
    return phase != Phase.SOUND && noteSuccess(turn);
  }

  private boolean noteSuccess(Turn turn) {
    lock.lock();
    try {
      if (phase == Phase.TRIAL && turn == Turn.TRIAL) {
        beginWindow();
        row = 0;
        phase = Phase.SUSPECT;
        return true;
      }
      if (phase == Phase.SUSPECT && turn == Turn.FREE) {
        row = 0;
        calls++;
        if (isWindowOver()) {
          pauseNanos = 0;
          phase = Phase.SOUND;
        }
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  /**
   * A call failed.
   *
   * @return whether this shuts the instance
   */
  public boolean failed(Turn turn) {
    lock.lock();
    try {
      return switch (phase) {
        case TRIAL -> turn == Turn.TRIAL && shut();
        case SHUT -> false;
        case SOUND, SUSPECT -> turn == Turn.FREE && noteFailure();
      };
    } finally {
      lock.unlock();
    }
  }

  private boolean noteFailure() {
    if (phase == Phase.SOUND) {
      row = 0;
      beginWindow();
    } else if (isWindowOver()) {
      pauseNanos = 0;
      beginWindow();
    }
    phase = Phase.SUSPECT;
    row++;
    calls++;
    failures++;
    boolean tooMany = calls >= LEAST_CALLS && failures >= (calls + ONE_IN - 1) / ONE_IN;
    return (row >= ROW || tooMany) && shut();
  }

  /** A call ended, or was given up, in a way that says nothing about the instance. */
  public void undecided(Turn turn) {
    if (turn == Turn.TRIAL) {
      lock.lock();
      try {
        if (phase == Phase.TRIAL) {
          untilNanos = ticker.nanos();
          phase = Phase.SHUT;
        }
      } finally {
        lock.unlock();
      }
    }
  }

  /**
   * A call does not come back.
   *
   * @return whether this shuts the instance
   */
  public boolean stuck() {
    lock.lock();
    try {
      return !isShut() && shut();
    } finally {
      lock.unlock();
    }
  }

  private boolean shut() {
    pauseNanos =
        pauseNanos == 0 ? FIRST_PAUSE.toNanos() : Math.min(2 * pauseNanos, LONGEST_PAUSE.toNanos());
    untilNanos = ticker.nanos() + pauseNanos;
    phase = Phase.SHUT;
    return true;
  }

  private void beginWindow() {
    windowNanos = ticker.nanos();
    calls = 0;
    failures = 0;
  }

  private boolean isWindowOver() {
    return ticker.nanos() - windowNanos >= WINDOW.toNanos();
  }
}
