package io.sluice.runtime.guard;

/**
 * How long calls may take, in beats of the {@link Watchdog}.
 *
 * @param slowBeats a call during which so many beats passed has failed, whatever it answered; it
 *     took longer than one beat less
 * @param stuckBeats a call that is under way for so many beats is stuck
 */
public record CallBounds(int slowBeats, int stuckBeats) {

  /** Of what must not block: slow after 50 to 100 ms, stuck after a second. */
  public static final CallBounds QUICK = new CallBounds(2, 20);

  /** Of what asks another machine: slow after a second, stuck after ten. */
  public static final CallBounds REMOTE = new CallBounds(21, 200);

  /** Of what may block and has a deadline of its own: stuck ten seconds after it. */
  public static final CallBounds PATIENT = new CallBounds(Integer.MAX_VALUE, 200);
}
