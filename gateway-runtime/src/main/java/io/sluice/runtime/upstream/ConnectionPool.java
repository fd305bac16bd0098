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
      if (connection.readDeadline().clear() && connection.isFresh()) {
        return Optional.of(connection);
      }
      connection.close();
    }
    return Optional.empty();
  }

  /** Takes back a connection that may serve another request. */
  void giveBack(EndpointConnection connection) {
    boolean inTime = connection.readDeadline().in(idleNanos);
    Idle waiting = idle.computeIfAbsent(connection.endpoint(), _ -> new Idle());
    if (!open || !inTime || !waiting.offer(connection)) {
      connection.close();
    }
  }

  /** Closes those that wait; what is given back later is closed then. */
  @Override
  public void close() {
    open = false;
    idle.values().forEach(Idle::close);
  }

  /** Closes those that wait for an endpoint which is of no more use. */
  void forget(Endpoint endpoint) {
    Idle gone = idle.remove(endpoint);
    if (gone != null) {
      gone.close();
    }
  }

  /** Those that wait for one endpoint. */
  private static final class Idle {

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<EndpointConnection> stack = new ArrayDeque<>();

    @Nullable EndpointConnection poll() {
      lock.lock();
      try {
        return stack.pollFirst();
      } finally {
        lock.unlock();
      }
    }

    boolean offer(EndpointConnection connection) {
      lock.lock();
      try {
        dropLate();
        if (stack.size() >= MOST_IDLE) {
          return false;
        }
        stack.addFirst(connection);
        return true;
      } finally {
        lock.unlock();
      }
    }

    /**
     * The oldest stand last; those whose time is up were closed by the sweeper and only take room.
     */
    private void dropLate() {
      for (EndpointConnection last = stack.peekLast();
          last != null && last.readDeadline().isLate();
          last = stack.peekLast()) {
        stack.removeLast().close();
      }
    }

    void close() {
      for (EndpointConnection next = poll(); next != null; next = poll()) {
        next.close();
      }
    }
  }
}
