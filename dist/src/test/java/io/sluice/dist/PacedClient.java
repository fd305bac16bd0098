package io.sluice.dist;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

/**
 * Somebody who asks for one path again and again, one request at a time and at a steady pace, on a
 * thread of its own until it is closed.
 */
final class PacedClient implements AutoCloseable {

  private final User user;
  private final String path;
  private final long paceNanos;
  private final Set<Integer> statuses = new TreeSet<>();
  private final List<Long> tookNanos = new ArrayList<>();
  private final List<IOException> failures = new ArrayList<>();
  private final Thread thread;
  private volatile boolean open = true;

  private PacedClient(User user, String path, Duration pace) {
    this.user = user;
    this.path = path;
    this.paceNanos = pace.toNanos();
    this.thread = Thread.ofVirtual().unstarted(this::run);
  }

  /** Begins to ask. */
  static PacedClient start(User user, String path, Duration pace) {
    PacedClient client = new PacedClient(user, path, pace);
    client.thread.start();
    return client;
  }

  private void run() {
    while (open) {
      long begun = System.nanoTime();
      try {
        int status = user.get(path).statusCode();
        note(status, System.nanoTime() - begun);
      } catch (IOException e) {
        note(e);
      } catch (InterruptedException e) {
        return;
      }
      LockSupport.parkNanos(paceNanos - (System.nanoTime() - begun));
    }
  }

  private synchronized void note(int status, long nanos) {
    statuses.add(status);
    tookNanos.add(nanos);
  }

  private synchronized void note(IOException failure) {
    failures.add(failure);
  }

  /** The statuses that came. */
  synchronized Set<Integer> statuses() {
    return Set.copyOf(statuses);
  }

  /** What went wrong without an answer. */
  synchronized List<IOException> failures() {
    return List.copyOf(failures);
  }

  /** How many answers came. */
  synchronized int answers() {
    return tookNanos.size();
  }

  /** What 99 of 100 answers took at the most. */
  synchronized Duration slowestOf99() {
    List<Long> sorted = tookNanos.stream().sorted().toList();
    return Duration.ofNanos(sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1));
  }

  /** Asks no more, once the request of the moment has ended. */
  @Override
  public void close() {
    open = false;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
