package io.sluice.benchmarks.slow;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

/**
 * How many requests of each second of a run came, and how many of these were answered in time. Safe
 * for any thread.
 */
final class Tally {

  private final AtomicIntegerArray asked;
  private final AtomicIntegerArray answered;

  Tally(Duration length) {
    int seconds = Math.toIntExact(length.toSeconds()) + 1;
    asked = new AtomicIntegerArray(seconds);
    answered = new AtomicIntegerArray(seconds);
  }

  /** Notes a request that came at a time of the run, and its success. */
  void add(long atNanos, boolean inTime) {
    int second = (int) Math.min(asked.length() - 1L, atNanos / 1_000_000_000);
    asked.incrementAndGet(second);
    if (inTime) {
      answered.incrementAndGet(second);
    }
  }

  int asked() {
    return sum(asked);
  }

  int failed() {
    return sum(asked) - sum(answered);
  }

  /** The share of requests that were answered in time, in percent. */
  double successPercent() {
    return 100.0 * sum(answered) / Math.max(1, sum(asked));
  }

  /** The same of each second in which requests came, in order. */
  List<Double> successPercents() {
    return IntStream.range(0, asked.length())
        .filter(second -> asked.get(second) > 0)
        .mapToDouble(second -> 100.0 * answered.get(second) / asked.get(second))
        .boxed()
        .toList();
  }

  private static int sum(AtomicIntegerArray counts) {
    return IntStream.range(0, counts.length()).map(counts::get).sum();
  }
}
