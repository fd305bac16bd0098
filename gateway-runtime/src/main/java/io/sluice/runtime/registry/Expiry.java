package io.sluice.runtime.registry;

import io.sluice.api.Endpoint;
import io.sluice.api.Ticker;
import io.sluice.runtime.lifetime.Lifetimes;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Takes endpoints out whose time is over: all that are due at a look, four times a second, by one
 * change. If that change can not be kept, they get no requests all the same, and the change is
 * tried again every second until it is kept or they are renewed.
 *
 * <p>One virtual thread for all of them.
 */
final class Expiry implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Expiry.class.getName());
  private static final long PERIOD_NANOS = Duration.ofMillis(250).toNanos();
  private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();
  private static final String AUTHOR = "ttl";

  private final Function<ChangeRequest, ChangeResult> writer;
  private final Endpoints endpoints;
  private final Lifetimes lifetimes;
  private final Ticker ticker;
  private final Thread thread = Thread.ofVirtual().name("sluice-expiry").unstarted(this::run);
  private boolean failing;
  private long failedNanos;
  private volatile boolean open = true;

  /**
   * @param writer makes changes
   */
  Expiry(Function<ChangeRequest, ChangeResult> writer, Endpoints endpoints, EndpointCare care) {
    this.writer = writer;
    this.endpoints = endpoints;
    this.lifetimes = care.lifetimes();
    this.ticker = care.ticker();
  }

  void start() {
    thread.start();
  }

  /** Takes out what is due now. One thread at a time. */
  void sweep() {
    if (failing && ticker.nanos() - failedNanos < PAUSE_NANOS) {
      return;
    }
    Map<String, Set<Endpoint>> due = lifetimes.take();
    if (due.isEmpty()) {
      return;
    }
    boolean kept = false;
    try {
      kept = takeOut(due);
    } finally {
      if (!kept) {
        failedNanos = ticker.nanos();
        endpoints.suspend(due);
        lifetimes.release(due);
      }
      failing = !kept;
    }
  }

  private boolean takeOut(Map<String, Set<Endpoint>> due) {
    Change change = new Change.Expire(due, lifetimes);
    ChangeResult result =
        writer.apply(new ChangeRequest(change, new Precondition.Always(), AUTHOR, false));
    if (result instanceof ChangeResult.NotKept(_, String reason)) {
      LOG.log(
          failing ? Level.DEBUG : Level.WARNING,
          "endpoints whose time is over get no requests, but that they are gone can not be kept: "
              + reason);
      return false;
    }
    return true;
  }

  private void run() {
    while (open) {
      LockSupport.parkNanos(this, PERIOD_NANOS);
      try {
        sweep();
      } catch (RuntimeException e) { // what one look meets must not end the others
        LOG.log(Level.ERROR, "endpoints whose time is over can not be taken out", e);
      }
    }
  }

  @Override
  public void close() {
    open = false;
    LockSupport.unpark(thread);
  }
}
