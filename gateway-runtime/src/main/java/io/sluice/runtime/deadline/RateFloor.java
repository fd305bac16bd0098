package io.sluice.runtime.deadline;

/**
 * The least average rate at which a peer must move bytes: a bucket of time that runs empty while
 * the peer is waited for and fills with each byte that it moves. The bucket is as large as the peer
 * may be behind, so a fast begin buys no slow end.
 *
 * <p>Of one thread at a time.
 */
public final class RateFloor {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private long nanosPerByte;
  private long mostNanos;
  private long leftNanos;

  /**
   * Begins with a full bucket.
   *
   * @param bytesPerSecond the rate, at most 10^9; 0 if any rate will do
   * @param behindNanos how long the peer may be behind
   */
  public void begin(long bytesPerSecond, long behindNanos) {
    nanosPerByte = bytesPerSecond == 0 ? 0 : NANOS_PER_SECOND / bytesPerSecond;
    mostNanos = behindNanos;
    leftNanos = behindNanos;
  }

  /** How long the peer may take to move so many bytes; at least 1. */
  public long nanosFor(int bytes) {
    return nanosPerByte == 0 ? Long.MAX_VALUE : Math.max(1, leftNanos + bytes * nanosPerByte);
  }

  /** The peer has moved so many bytes and was waited for so long. */
  public void moved(int bytes, long nanos) {
    leftNanos = Math.min(mostNanos, leftNanos - nanos + bytes * nanosPerByte);
  }
}
