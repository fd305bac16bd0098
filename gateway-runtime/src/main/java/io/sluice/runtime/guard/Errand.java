package io.sluice.runtime.guard;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A call of a plugin on the control side, made on a virtual thread of its own, so that one that
 * does not come back keeps its caller for a bounded time only. Of the calling thread.
 *
 * @param <T> what it answers
 */
public final class Errand<T> {

  private final FutureTask<T> task;
  private final Thread thread;

  private Errand(Callable<T> call) {
    this.task = new FutureTask<>(call);
    this.thread = Thread.ofVirtual().name("sluice-errand").start(task);
  }

  /** Makes the call. */
  public static <T> Errand<T> start(Callable<T> call) {
    return new Errand<>(call);
  }

  /**
   * What the call answers, which may be null, since plugins know no null rules. If it is late, it
   * is interrupted and left to itself. An interrupt of the calling thread waits until afterwards.
   *
   * @throws ExecutionException if it threw
   * @throws TimeoutException if it is late
   */
  public T await(Duration budget) throws ExecutionException, TimeoutException {
    long end = System.nanoTime() + budget.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (TimeoutException e) {
      thread.interrupt();
      throw e;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** What the call threw. */
  public static Throwable thrown(ExecutionException e) {
    Throwable cause = e.getCause();
    return cause == null ? e : cause;
  }

  /** Whether it has not come back yet. */
  public boolean isUnderWay() {
    return thread.isAlive();
  }
}
