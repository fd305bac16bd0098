package io.sluice.runtime.listener;

/**
 * How many connections a listener has.
 *
 * @param most how many may be open at a time; more wait to be accepted
 * @param mostPerPeer how many of them one peer may have; more are closed at once
 * @param mostRequests how many requests one of them may serve
 */
public record ConnectionLimits(int most, int mostPerPeer, int mostRequests) {

  /** So many, from whomever, for as many requests as they like. */
  public static ConnectionLimits of(int most) {
    return new ConnectionLimits(most, most, Integer.MAX_VALUE);
  }
}
