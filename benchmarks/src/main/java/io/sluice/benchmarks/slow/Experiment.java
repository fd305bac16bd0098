package io.sluice.benchmarks.slow;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Eleven endpoints with different latencies, one of which is slow for the middle half of a run.
 *
 * <p>After Linkerd's "Beyond Round Robin: Load Balancing for Latency" (2016): requests come at
 * random moments (a Poisson process), each endpoint's latencies spread about its median
 * (log-normally), the slow one takes two seconds, and what is not answered within one second has
 * failed.
 *
 * @param slow which endpoint turns slow, 0 for the quickest
 * @param rate requests a second
 * @param length of the run
 */
record Experiment(int slow, int rate, Duration length) {

  static final int ENDPOINTS = 11;
  static final Duration DEADLINE = Duration.ofSeconds(1);

  private static final Duration SLOW = Duration.ofSeconds(2);
  private static final double SPREAD = 0.3;

  /** The median latencies: 10 ms to 110 ms, in steps of ten. */
  static List<Duration> medians() {
    return IntStream.rangeClosed(1, ENDPOINTS).mapToObj(i -> Duration.ofMillis(10L * i)).toList();
  }

  /** How long until the next request comes, in nanoseconds. */
  long pauseNanos(RandomGenerator random) {
    return (long) (random.nextExponential() * 1e9 / rate);
  }

  /** How long an endpoint takes for a request that comes at a time of the run. */
  long latencyNanos(int endpoint, long atNanos, RandomGenerator random) {
    Duration median = endpoint == slow && isSlowAt(atNanos) ? SLOW : medians().get(endpoint);
    return (long) (median.toNanos() * Math.exp(SPREAD * random.nextGaussian()));
  }

  /** Whether the one endpoint is slow at a time of the run. */
  boolean isSlowAt(long atNanos) {
    long nanos = length.toNanos();
    return atNanos >= nanos / 4 && atNanos < nanos - nanos / 4;
  }
}
