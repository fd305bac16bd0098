package io.sluice.runtime.exchange;

/**
 * What a service takes from its clients. A client is measured only while it is waited for, over any
 * stretch as long as {@link Timeouts#idle()}.
 *
 * @param bodyBytes the longest body of a request; {@link Long#MAX_VALUE} for any length
 * @param uploadRate the least average rate of a request's body, in bytes a second; 0 for any
 * @param downloadRate the least average rate at which an answer is taken, in bytes a second; 0 for
 *     any
 */
public record ClientBounds(long bodyBytes, long uploadRate, long downloadRate) {

  /** The highest rate that can be asked for. */
  public static final long MOST_RATE = 1_000_000_000;

  /** Everything is taken. */
  public static final ClientBounds NONE = new ClientBounds(Long.MAX_VALUE, 0, 0);

  /** What holds unless configured. */
  public static final ClientBounds DEFAULTS = new ClientBounds(Long.MAX_VALUE, 500, 500);

  /** Refuses what can not be measured. */
  public ClientBounds {
    if (bodyBytes < 0 || !isRate(uploadRate) || !isRate(downloadRate)) {
      throw new IllegalArgumentException("out of bounds: " + bodyBytes);
    }
  }

  private static boolean isRate(long rate) {
    return rate >= 0 && rate <= MOST_RATE;
  }
}
