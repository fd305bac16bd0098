package io.sluice.runtime.names;

import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/**
 * Runs each task on a virtual thread of its own, a few at a time, so that many names that are due
 * together leave threads of the resolver for those who are about to connect.
 */
final class FewAtOnce implements Executor {

  private static final int MOST = 4;

  private final Semaphore places = new Semaphore(MOST);

  @Override
  public void execute(Runnable task) {
    Thread.ofVirtual().name("sluice-lookup").start(() -> run(task));
  }

  private void run(Runnable task) {
    places.acquireUninterruptibly();
    try {
      task.run();
    } finally {
      places.release();
    }
  }
}
