package io.sluice.runtime.http1;

/**
 * What a head says about its connection, and not about the message (RFC 9110 section 7.6.1).
 *
 * @param keepAlive whether another message may follow on the connection
 * @param upgrade the protocol to change to, as sent; empty if none is asked for
 * @param trailersWelcome whether the sender of a request takes trailers in the answer
 */
public record ConnectionOptions(boolean keepAlive, String upgrade, boolean trailersWelcome) {

  /** The connection stays open; nothing else is said. */
  public static final ConnectionOptions KEEP = new ConnectionOptions(true, "", false);

  /** The connection closes after the message. */
  public static final ConnectionOptions CLOSE = new ConnectionOptions(false, "", false);

  /** Those options, or one of the shared instances where it says the same. */
  static ConnectionOptions of(boolean keepAlive, String upgrade, boolean trailersWelcome) {
    if (!upgrade.isEmpty() || trailersWelcome) {
      return new ConnectionOptions(keepAlive, upgrade, trailersWelcome);
    }
    return keepAlive ? KEEP : CLOSE;
  }
}
