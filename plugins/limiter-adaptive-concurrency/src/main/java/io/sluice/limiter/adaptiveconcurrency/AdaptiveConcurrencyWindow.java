package io.sluice.limiter.adaptiveconcurrency;

/**
 * What was seen of the requests that ended within some time.
 *
 * @param answers how many were answered in a latency that says something
 * @param totalNanos how long these took together
 * @param refusals how many the endpoints could not bear: late, or answered 503 or 504
 * @param mostRunning how many ran at a time at most
 */
record AdaptiveConcurrencyWindow(long answers, double totalNanos, long refusals, int mostRunning) {

  static final AdaptiveConcurrencyWindow EMPTY = new AdaptiveConcurrencyWindow(0, 0, 0, 0);

  /** With one answer more. */
  AdaptiveConcurrencyWindow answered(long nanos, int running) {
    return new AdaptiveConcurrencyWindow(
        answers + 1, totalNanos + Math.max(1, nanos), refusals, Math.max(mostRunning, running));
  }

  /** With one refusal more. */
  AdaptiveConcurrencyWindow refused(int running) {
    return new AdaptiveConcurrencyWindow(
        answers, totalNanos, refusals + 1, Math.max(mostRunning, running));
  }

  /** How many requests it tells of. */
  long size() {
    return answers + refusals;
  }

  /** The mean latency of the answers, of which there is one at least. */
  double meanNanos() {
    return totalNanos / answers;
  }
}
