package io.sluice.runtime.guard;

import java.util.Locale;

/** What an instance of a plugin can do wrong. */
public enum Fault {
  /** A call threw. */
  THREW(true),
  /** A call answered what it may not. */
  WRONG_ANSWER(true),
  /** A call that must not block took too long. */
  SLOW(true),
  /** A call was found under way long after it should have ended. */
  STUCK(true),
  /** A filter was still at work when its request's time was up. */
  LATE(true),
  /** A filter wanted to proceed again, or something was given back again. */
  TWICE(false),
  /** A filter put another body in an answer's place and did not close that answer's. */
  LEAK(false);

  private final boolean grave;

  Fault(boolean grave) {
    this.grave = grave;
  }

  /** Whether it can lead to quarantine; not if the guard puts right what was done. */
  public boolean isGrave() {
    return grave;
  }

  /** The word for it in labels, such as {@code wrong-answer}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
