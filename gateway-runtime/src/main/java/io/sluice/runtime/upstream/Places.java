package io.sluice.runtime.upstream;

import io.sluice.api.Outcome.FailureKind;
import io.sluice.api.Ticker;
import io.sluice.runtime.exchange.EndpointException;
import io.sluice.runtime.exchange.FailureCode;
import io.sluice.runtime.logging.RareLine;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The places for connections to one endpoint: each connection has one until it is closed, in use or
 * idle. When all are taken, requests wait in a line; who comes later does not overtake. Safe for
 * any thread.
 */
final class Places {

  private static final RareLine BUSY =
      new RareLine(
          System.getLogger(Places.class.getName()),
          Level.WARNING,
          Duration.ofSeconds(10),
          Ticker.system());

  private final PoolLimits limits;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition freed = lock.newCondition();
  private final ArrayDeque<EndpointConnection> idle = new ArrayDeque<>();
  private int open;
  private int waiting;

  /** Connections and those that would have one; guarded by the pool. */
  private int uses;

  private Places(PoolLimits limits) {
    this.limits = limits;
  }

  /** Those, or new ones, with one more use. */
  static Places used(@Nullable Places known, PoolLimits limits) {
    Places places = known == null ? new Places(limits) : known;
    places.uses++;
    return places;
  }

  /** Takes note that a use has ended; true if it was the last. */
  boolean isLastUse() {
    uses--;
    return uses == 0;
  }

  /** The connection that became idle last, unless others wait for it. */
  @Nullable EndpointConnection poll() {
    lock.lock();
    try {
      return waiting > 0 ? null : idle.pollFirst();
    } finally {
      lock.unlock();
    }
  }

  /** The connection that has been idle for longest. */
  @Nullable EndpointConnection pollOldest() {
    lock.lock();
    try {
      return idle.pollLast();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes a place for a new connection, or a connection that has become idle.
   *
   * @return the connection; empty if a new one may be opened, which {@linkplain #leave leaves} when
   *     it closes
   * @throws EndpointException if none is free in that time, or too many wait already
   */
  Optional<EndpointConnection> enter(long withinNanos) throws EndpointException {
    lock.lock();
    try {
      if (waiting == 0 && open < limits.mostOpen()) {
        open++;
        return Optional.empty();
      }
      if (waiting >= limits.mostWaiting()) {
        throw busy(true, "%d requests wait".formatted(waiting));
      }
      waiting++;
      try {
        return await(withinNanos);
      } finally {
        waiting--;
      }
    } finally {
      lock.unlock();
    }
  }

  private Optional<EndpointConnection> await(long withinNanos) throws EndpointException {
    long leftNanos = withinNanos;
    while (true) {
      EndpointConnection connection = idle.pollFirst();
      if (connection != null) {
        return Optional.of(connection);
      }
      if (open < limits.mostOpen()) {
        open++;
        return Optional.empty();
      }
      if (leftNanos <= 0) {
        throw busy(false, "none became free in time");
      }
      try {
        leftNanos = freed.awaitNanos(leftNanos);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw busy(false, "interrupted");
      }
    }
  }

  private EndpointException busy(boolean tryElsewhere, String why) {
    BUSY.reason(count ->
        "all %d connections to an endpoint are in use (limits.endpoint-connections), and %s: %d refused"
            .formatted(limits.mostOpen(), why, count));
    return new EndpointException(FailureKind.CONNECT, FailureCode.ENDPOINT_BUSY, tryElsewhere, why);
  }

  /** Adds an idle connection; false if there is no room. */
  boolean offer(EndpointConnection connection) {
    lock.lock();
    try {
      if (waiting == 0 && idle.size() >= limits.mostIdle()) {
        return false;
      }
      idle.addFirst(connection);
      freed.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** A connection has closed. */
  void leave() {
    lock.lock();
    try {
      open--;
      freed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Forgets an idle connection. */
  void remove(EndpointConnection connection) {
    lock.lock();
    try {
      idle.removeLastOccurrence(connection);
    } finally {
      lock.unlock();
    }
  }

  /** Closes the idle ones. */
  void close() {
    for (EndpointConnection next = poll(); next != null; next = poll()) {
      next.close();
    }
  }
}
