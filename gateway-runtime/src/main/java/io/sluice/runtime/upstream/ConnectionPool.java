package io.sluice.runtime.upstream;

import io.sluice.api.Endpoint;
import io.sluice.api.Outcome.FailureKind;
import io.sluice.runtime.deadline.Sweeper;
import io.sluice.runtime.exchange.EndpointException;
import io.sluice.runtime.exchange.FailureCode;
import io.sluice.runtime.logging.RareLine;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The connections to all endpoints: how many there are to each, and those that wait for their next
 * request; the one used last is used first, so that the others grow old and go. Safe for any
 * thread.
 */
final class ConnectionPool implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(ConnectionPool.class.getName());
  private static final Duration LOG_PERIOD = Duration.ofSeconds(10);

  private final PoolLimits limits;
  private final Dialer dialer;
  private final Map<Endpoint, Places> places = new ConcurrentHashMap<>();
  private final AtomicInteger total = new AtomicInteger();
  private final RareLine full;
  private volatile boolean open = true;

  ConnectionPool(PoolLimits limits, Dialer dialer) {
    this.limits = limits;
    this.dialer = dialer;
    this.full = new RareLine(LOG, Level.WARNING, LOG_PERIOD, dialer.sweeper()::now);
  }

  /** A connection that waits and is still good, as far as can be told. */
  Optional<EndpointConnection> take(Endpoint endpoint) {
    Places known = places.get(endpoint);
    while (known != null) {
      EndpointConnection connection = known.poll();
      if (connection == null) {
        break;
      }
      if (isGood(connection)) {
        return Optional.of(connection);
      }
      connection.close();
    }
    return Optional.empty();
  }

  /**
   * A new connection, or one that was given back while this waited for its turn.
   *
   * @param withinNanos how long that may take
   * @throws EndpointException if none came about in that time, or too many wait already
   */
  EndpointConnection open(Endpoint endpoint, long withinNanos) throws EndpointException {
    Sweeper sweeper = dialer.sweeper();
    long endNanos = sweeper.now() + withinNanos;
    while (true) {
      Places taken = places.compute(endpoint, (_, known) -> Places.used(known, limits));
      Optional<EndpointConnection> given;
      try {
        given = taken.enter(endNanos - sweeper.now());
      } catch (EndpointException e) {
        unused(endpoint);
        throw e;
      }
      if (given.isEmpty()) {
        long leftNanos = Math.max(1, endNanos - sweeper.now());
        count(endpoint, taken);
        return dial(endpoint, leftNanos, () -> left(endpoint, taken));
      }
      unused(endpoint);
      if (isGood(given.get())) {
        return given.get();
      }
      given.get().close();
    }
  }

  /** Connects; the place is free again when the connection closes, or does not come about. */
  private EndpointConnection dial(Endpoint endpoint, long withinNanos, Runnable leave)
      throws EndpointException {
    boolean connected = false;
    try {
      EndpointConnection connection = dialer.dial(endpoint, withinNanos);
      connection.onClose(leave);
      connected = true;
      return connection;
    } finally {
      if (!connected) {
        leave.run();
      }
    }
  }

  private static boolean isGood(EndpointConnection connection) {
    return connection.use() && connection.isFresh();
  }

  private void count(Endpoint endpoint, Places taken) throws EndpointException {
    if (total.incrementAndGet() > limits.mostTotal() && !closeOneThatIsIdle()) {
      left(endpoint, taken);
      full.reason(count ->
          "all %d connections to endpoints are in use (limits.upstream-connections): %d refused"
              .formatted(limits.mostTotal(), count));
      throw new EndpointException(
          FailureKind.CONNECT, FailureCode.ENDPOINT_BUSY, "too many connections to all endpoints");
    }
  }

  /** Makes room for a connection that is needed by closing one that is not. */
  private boolean closeOneThatIsIdle() {
    for (Places each : places.values()) {
      EndpointConnection idle = each.pollOldest();
      if (idle != null) {
        idle.close();
        return true;
      }
    }
    return false;
  }

  /** A connection has closed. */
  private void left(Endpoint endpoint, Places taken) {
    total.decrementAndGet();
    taken.leave();
    unused(endpoint);
  }

  private void unused(Endpoint endpoint) {
    places.computeIfPresent(endpoint, (_, known) -> known.isLastUse() ? null : known);
  }

  /** Takes back a connection that may serve another request. */
  void giveBack(EndpointConnection connection) {
    Places known = places.get(connection.endpoint());
    connection.waitIn(this);
    boolean inTime = connection.readDeadline().in(limits.idle().toNanos());
    if (!inTime || connection.isOfWithdrawn() || known == null || !known.offer(connection)) {
      connection.close();
    } else if (!open) {
      known.close();
    }
  }

  /** Closes the connections to an endpoint that wait. */
  void forget(Endpoint endpoint) {
    Places known = places.get(endpoint);
    if (known != null) {
      known.close();
    }
  }

  /** Forgets a connection that was closed while it waited. On the sweeper's thread. */
  void drop(EndpointConnection connection) {
    Places known = places.get(connection.endpoint());
    if (known != null) {
      known.remove(connection);
    }
  }

  /** Whether there is no connection. */
  boolean isEmpty() {
    return places.isEmpty();
  }

  /** Closes those that wait; what is given back later is closed then. */
  @Override
  public void close() {
    open = false;
    places.values().forEach(Places::close);
  }
}
