package io.sluice.limiter.adaptiveconcurrency;

/**
 * A limit, and the latency of requests that do not queue; a value that each window turns into the
 * next.
 *
 * <p>The idea is that of TCP Vegas and of Netflix' concurrency limits: when more requests run than
 * the endpoints have hands for, they queue, and latency grows by the time in the queue. So the
 * gradient, tolerance × latency without a queue / latency of the window, 0.5 to 1, says by how much
 * fewer would not have queued. The next limit is gradient × limit and the square root of the limit
 * more: room for a short queue, and a try whether more can run. It grows only if at least half of
 * it was used, and so comes to twice what a service needs that never queues.
 *
 * <p>The latency without a queue is that of the window in which requests were quickest, until it is
 * measured anew: every thirty windows half of the limit holds for two, of which the first lets the
 * queue run dry and the second is the measure. What is still a queue at half of the limit is found
 * by the next trials, each of which starts lower. A service that stays below half of its limit does
 * not notice them.
 *
 * @param sought how many requests may run, except in a trial
 * @param unqueuedNanos the latency without a queue, or 0 as long as none is known
 * @param age how many windows the last trial is ago
 */
record AdaptiveConcurrencyLimit(double sought, double unqueuedNanos, int age) {

  private static final int TRIAL_STARTS = 30;
  private static final int TRIAL_MEASURES = 31;
  private static final double LEAST_GRADIENT = 0.5;
  private static final double BACK_OFF = 0.9;
  private static final double BEARABLE_REFUSALS = 0.1;

  static AdaptiveConcurrencyLimit initial(AdaptiveConcurrencySettings settings) {
    return new AdaptiveConcurrencyLimit(settings.initialLimit(), 0, 0);
  }

  /** How many requests may run now. */
  int allowed(AdaptiveConcurrencySettings settings) {
    return (int) (age < TRIAL_STARTS ? sought : Math.max(settings.minLimit(), sought / 2));
  }

  /** The limit after a window, which is not empty. */
  AdaptiveConcurrencyLimit after(
      AdaptiveConcurrencyWindow window, AdaptiveConcurrencySettings settings) {
    int nextAge = age == TRIAL_MEASURES ? 0 : age + 1;
    if (window.refusals() > window.size() * BEARABLE_REFUSALS) {
      return new AdaptiveConcurrencyLimit(
          within(sought * BACK_OFF, settings), unqueuedNanos, nextAge);
    }
    double latency = window.meanNanos();
    if (age >= TRIAL_STARTS) {
      double measured = age == TRIAL_MEASURES ? latency : unqueuedNanos;
      return new AdaptiveConcurrencyLimit(sought, measured, nextAge);
    }
    double unqueued = unqueuedNanos == 0 ? latency : Math.min(unqueuedNanos, latency);
    double gradient = Math.clamp(settings.tolerance() * unqueued / latency, LEAST_GRADIENT, 1);
    double next = gradient * sought + Math.sqrt(sought);
    boolean isUsed = window.mostRunning() * 2.0 >= sought;
    return new AdaptiveConcurrencyLimit(
        within(isUsed ? next : Math.min(sought, next), settings), unqueued, nextAge);
  }

  private static double within(double limit, AdaptiveConcurrencySettings settings) {
    return Math.clamp(limit, settings.minLimit(), settings.maxLimit());
  }
}
