package io.sluice.runtime.registry;

import io.sluice.runtime.plugin.Guard;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Closes instances of plugins when the last snapshot that used them is no longer in use. A virtual
 * thread that sleeps unless something waits to be closed; the writer hands over.
 */
final class Retirer implements AutoCloseable {

  private static final long PERIOD_NANOS = Duration.ofMillis(20).toNanos();

  private final SnapshotUse snapshots;
  private final Queue<Retired> waiting = new ConcurrentLinkedQueue<>();
  private final Thread thread = Thread.ofVirtual().name("sluice-retirer").unstarted(this::run);
  private volatile boolean open = true;

  /** An instance that snapshots from that generation on do not use. */
  private record Retired(long generation, Guard guard) {}

  Retirer(SnapshotUse snapshots) {
    this.snapshots = snapshots;
  }

  void start() {
    thread.start();
  }

  /** Closes these as soon as only the snapshot of that generation and later ones are in use. */
  void retire(long generation, List<Guard> guards) {
    guards.forEach(guard -> waiting.add(new Retired(generation, guard)));
    LockSupport.unpark(thread);
  }

  /** Closes what can be closed now. */
  void sweep() {
    long oldest = snapshots.oldestGeneration();
    for (Retired next = waiting.peek();
        next != null && next.generation() <= oldest;
        next = waiting.peek()) {
      if (waiting.remove(next)) {
        next.guard().close();
      }
    }
  }

  private void run() {
    while (open) {
      if (waiting.isEmpty()) {
        LockSupport.park(this);
      } else {
        sweep();
        LockSupport.parkNanos(this, waiting.isEmpty() ? 1 : PERIOD_NANOS);
      }
    }
  }

  /** Stops the thread and closes all that waits, used or not. */
  @Override
  public void close() {
    open = false;
    LockSupport.unpark(thread);
    for (Retired next = waiting.poll(); next != null; next = waiting.poll()) {
      next.guard().close();
    }
  }
}
