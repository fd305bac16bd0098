package io.sluice.testkit;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.sluice.api.Outcome;
import io.sluice.api.Outcome.Abandoned;
import io.sluice.api.Outcome.Completed;
import io.sluice.api.Outcome.Failed;
import io.sluice.api.Outcome.FailureKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.function.Executable;

/** What the laws of several kinds have in common. */
final class Laws {

  /** Long enough for a thousand quick calls on a busy machine, too short for as many waits. */
  static final Duration A_THOUSAND_CALLS = Duration.ofSeconds(3);

  /** Close to the end of the clock, at its very start, and just before zero. */
  static final List<Long> STARTS_OF_THE_CLOCK =
      List.of(Long.MAX_VALUE - 1_500_000_000L, Long.MIN_VALUE, -1_500_000_000L);

  /** How many requests a limiter's history has. */
  static final int REQUESTS = 500;

  private Laws() {}

  /** The number of some client, drawn from the seed. */
  static int aClient(long seed) {
    return new Random(seed).nextInt(1000);
  }

  /** An outcome as they come every day. */
  static Outcome anOutcome(RandomGenerator random) {
    long nanos = 1 + random.nextLong(10_000_000_000L);
    FailureKind[] kinds = FailureKind.values();
    return switch (random.nextInt(5)) {
      case 0 -> new Abandoned();
      case 1 -> new Failed(kinds[random.nextInt(kinds.length)], nanos);
      default -> new Completed(200 + random.nextInt(400), nanos);
    };
  }

  /** One outcome of each sort, with figures at the ends of their ranges. */
  static List<Outcome> outcomes() {
    List<Outcome> outcomes = new ArrayList<>();
    for (FailureKind kind : FailureKind.values()) {
      outcomes.add(new Failed(kind, 1_000_000));
    }
    outcomes.add(new Completed(200, 1_000_000));
    outcomes.add(new Completed(503, 0));
    outcomes.add(new Completed(599, Long.MAX_VALUE));
    outcomes.add(new Abandoned());
    return outcomes;
  }

  /** Runs what must end within the time; interrupts it and fails if it does not. */
  static void within(Duration time, Executable action, String otherwise) {
    assertTimeoutPreemptively(time, action, otherwise);
  }

  /** Runs a task on {@code threads} threads at once, which it is told apart by, and rethrows. */
  static void onThreads(int threads, IntConsumer task) {
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      for (int i = 0; i < threads; i++) {
        int thread = i;
        running.add(executor.submit(() -> task.accept(thread)));
      }
    }
    for (Future<?> one : running) {
      try {
        one.get();
      } catch (ExecutionException e) {
        throw new AssertionError("with " + threads + " threads at once: " + e.getCause(), e);
      } catch (InterruptedException e) {
        throw new AssertionError("interrupted", e);
      }
    }
  }

  /**
   * Runs a task, and tells the platform threads that it started and that don't end within 2 s; what
   * it throws is of no interest.
   */
  static List<Thread> threadsLeftBy(Callable<?> task) {
    ThreadGroup group = new ThreadGroup("of-a-plugin");
    Thread runner = new Thread(group, new FutureTask<>(task));
    runner.start();
    try {
      runner.join();
      long start = System.nanoTime();
      List<Thread> left = new ArrayList<>();
      for (Thread thread : alive(group)) {
        long waited = System.nanoTime() - start;
        if (!thread.join(Duration.ofSeconds(2).minusNanos(waited))) {
          left.add(thread);
        }
      }
      return left;
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  private static List<Thread> alive(ThreadGroup group) {
    Thread[] threads = new Thread[1000];
    return List.of(Arrays.copyOf(threads, group.enumerate(threads)));
  }
}
