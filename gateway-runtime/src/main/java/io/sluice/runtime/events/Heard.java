package io.sluice.runtime.events;

/** What a subscriber gets to hear next. */
public sealed interface Heard {

  /** An event. */
  record Told(Event event) implements Heard {}

  /**
   * Some events can't be told any more: the subscriber was too slow, or wants to go on behind what
   * is not known here. Whatever it believes is out of date; it goes on with what happens from now.
   */
  record Missed() implements Heard {}

  /** There is nothing new. */
  record Nothing() implements Heard {}

  /** There will be nothing any more. */
  record Ended() implements Heard {}
}
