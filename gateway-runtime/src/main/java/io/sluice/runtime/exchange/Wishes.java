package io.sluice.runtime.exchange;

/**
 * What a client asks for beside the answer itself; all of it concerns its connection, and the
 * gateway asks endpoints in its own words.
 *
 * @param toContinue whether it waits for a 100 before it sends the body
 * @param trailers whether it takes trailers in the answer
 */
public record Wishes(boolean toContinue, boolean trailers) {

  /** Nothing. */
  public static final Wishes NONE = new Wishes(false, false);

  /** Those wishes, or the shared instance where there are none. */
  public static Wishes of(boolean toContinue, boolean trailers) {
    return toContinue || trailers ? new Wishes(toContinue, trailers) : NONE;
  }
}
