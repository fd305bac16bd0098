package io.sluice.runtime.exchange;

/**
 * What a client asks for beside the answer itself; all of it concerns its connection, and the
 * gateway asks endpoints in its own words.
 *
 * @param toContinue whether it waits for a 100 before it sends the body
 * @param trailers whether it takes trailers in the answer
 * @param webSocket whether it would go on with a WebSocket (RFC 6455 section 4.1)
 */
public record Wishes(boolean toContinue, boolean trailers, boolean webSocket) {

  /** Nothing. */
  public static final Wishes NONE = new Wishes(false, false, false);

  /** Those wishes, or the shared instance where there are none. */
  public static Wishes of(boolean toContinue, boolean trailers, boolean webSocket) {
    return toContinue || trailers || webSocket ? new Wishes(toContinue, trailers, webSocket) : NONE;
  }
}
