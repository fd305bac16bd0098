package io.sluice.runtime.events;

/** Where a subscriber begins to listen. */
public sealed interface Start {

  /** With what happens next. */
  record Now() implements Start {}

  /**
   * Behind an event that it knows.
   *
   * @param id of the event, of this or another process
   */
  record Behind(String id) implements Start {}

  /**
   * With the latest events.
   *
   * @param count how many at the most, if so many are still known
   */
  record Latest(int count) implements Start {

    /** Checks the number. */
    public Latest {
      if (count < 0) {
        throw new IllegalArgumentException("a count must not be negative, as " + count + " is");
      }
    }
  }
}
