package io.sluice.testkit;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.sluice.api.Outcome;
import io.sluice.api.Outcome.Abandoned;
import io.sluice.api.Outcome.Completed;
import io.sluice.api.Outcome.Failed;
import io.sluice.api.Outcome.FailureKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.function.Executable;

/** What the laws of several kinds have in common. */
final class Laws {

  /** Long enough for a thousand quick calls on a busy machine, too short for as many waits. */
  static final Duration A_THOUSAND_CALLS = Duration.ofSeconds(3);

  private Laws() {}

  /** One outcome of each sort. */
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
}
