package io.sluice.runtime.upstream;

import io.sluice.api.Endpoint;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The connections that wait for their next request, by endpoint; the one used last is used first,
 * so that the others grow old and go.
 *
 * <p>Safe for any thread. At most {@link #MOST_IDLE} wait for one endpoint; each at most as long as
 * the pool was told.
 */
final class ConnectionPool implements AutoCloseable {

  private static final int MOST_IDLE = 512;

  private final long idleNanos;
  private final Map<Endpoint, Idle> idle = new ConcurrentHashMap<>();
  private volatile boolean open = true;

  ConnectionPool(Duration idle) {
    this.idleNanos = idle.toNanos();
  }

  /** A connection that is still good, as far as can be told. */
  Optional<EndpointConnection> take(Endpoint endpoint) {
    Idle waiting = idle.get(endpoint);
    while (waiting != null) {
      EndpointConnection connection = waiting.poll();
      if (connection == null) {
        break;
      }
      if (connection.use() && connection.isFresh()) {
        return Optional.of(connection);
      }
      connection.close();
    }
    return Optional.empty();
  }

  /** Takes back a connection that may serve another request. */
  void giveBack(EndpointConnection connection) {
    Idle waiting = idle.computeIfAbsent(connection.endpoint(), _ -> new Idle());
    connection.waitIn(this);
    boolean inTime = connection.readDeadline().in(idleNanos);
    if (!inTime || !waiting.offer(connection)) {
      connection.close();
    }
    if (!open) {
      waiting.close();
    }
  }

  /** Forgets a connection that was closed while it waited. On the sweeper's thread. */
  void drop(EndpointConnection connection) {
    Idle waiting = idle.get(connection.endpoint());
    if (waiting != null && waiting.removeLast(connection)) {
      idle.remove(connection.endpoint(), waiting);
    }
  }

  /** Whether none waits. */
  boolean isEmpty() {
    return idle.isEmpty();
  }

  /** Closes those that wait; what is given back later is closed then. */
  @Override
  public void close() {
    open = false;
    idle.values().forEach(Idle::close);
  }

  /** Those that wait for one endpoint. */
  private static final class Idle {

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<EndpointConnection> stack = new ArrayDeque<>();
    private boolean ended;

    @Nullable EndpointConnection poll() {
      lock.lock();
      try {
        return stack.pollFirst();
      } finally {
        lock.unlock();
      }
    }

    /** Adds it; false if there is no room, or this was forgotten meanwhile. */
    boolean offer(EndpointConnection connection) {
      lock.lock();
      try {
        if (ended || stack.size() >= MOST_IDLE) {
          return false;
        }
        stack.addFirst(connection);
        return true;
      } finally {
        lock.unlock();
      }
    }

    /** Removes it; true if none is left, and then none can be added. */
    boolean removeLast(EndpointConnection connection) {
      lock.lock();
      try {
        stack.removeLastOccurrence(connection);
        ended = stack.isEmpty();
        return ended;
      } finally {
        lock.unlock();
      }
    }

    void close() {
      for (EndpointConnection next = poll(); next != null; next = poll()) {
        next.close();
      }
    }
  }
}
