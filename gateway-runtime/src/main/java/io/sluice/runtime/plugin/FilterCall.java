package io.sluice.runtime.plugin;

import io.sluice.api.Body;
import io.sluice.api.Request;
import io.sluice.api.Response;
import io.sluice.api.filter.FilterChain;
import io.sluice.runtime.exchange.BodyStream;
import io.sluice.runtime.exchange.HostChain;
import io.sluice.runtime.guard.Alarm;
import io.sluice.runtime.guard.Fault;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request's way through one filter: the rest of the chain as the plugin sees it. It can be
 * followed once, by the request's thread, until the filter has answered; it remembers what came of
 * it and how long that took.
 *
 * <p>Where the request's time is bounded, the filter is interrupted when that is up. The watchdog's
 * thread does so, under a lock and only in the filter's own code, so that no interrupt meets the
 * gateway's; one that the filter leaves pending is taken back at the end.
 */
final class FilterCall implements FilterChain, Alarm, AutoCloseable {

  private final FilterChain chain;
  private final GuardedCall call;
  private final GuardLog log;
  private final Thread thread = Thread.currentThread();
  private final boolean bounded;
  private final long endNanos;
  private boolean followed;
  private long awayNanos;
  private @Nullable Response answer;
  private @Nullable Throwable thrown;
  private volatile boolean over;

  // under the lock
  private boolean own = true;
  private boolean late;
  private boolean overstayed;
  private boolean interrupted;

  FilterCall(FilterChain chain, GuardedCall call, GuardLog log) {
    this.chain = chain;
    this.call = call;
    this.log = log;
    long left = chain instanceof HostChain timed ? timed.leftNanos() : Long.MAX_VALUE;
    this.bounded = left != Long.MAX_VALUE;
    this.endNanos = bounded ? log.now() + left : 0;
    if (bounded) {
      log.watchdog().watch((Alarm) this);
    }
  }

  @Override
  public Response proceed(Request request) {
    if (!thread.equals(Thread.currentThread()) || over) {
      throw refused("proceeded when it had answered, or on another thread");
    }
    if (followed) {
      throw refused("proceeded twice");
    }
    followed = true;
    return follow(request);
  }

  private IllegalStateException refused(String what) {
    IllegalStateException refusal = new IllegalStateException("a filter " + what);
    log.note(call.name(), Fault.TWICE, what, refusal);
    return refusal;
  }

  private Response follow(Request request) {
    call.pause();
    if (bounded) {
      away();
    }
    long begun = log.now();
    try {
      Response response = chain.proceed(request);
      answer = response;
      return response;
    } catch (RuntimeException | Error e) {
      thrown = e;
      throw e;
    } finally {
      awayNanos += log.now() - begun;
      if (bounded) {
        back();
      }
      call.resume();
    }
  }

  private synchronized void away() {
    own = false;
  }

  private synchronized void back() {
    own = true;
    if (late) {
      interrupt();
    }
  }

  private void interrupt() {
    if (!interrupted) {
      interrupted = true;
      thread.interrupt();
    }
  }

  @Override
  public synchronized void look() {
    if (!over && !late && log.now() - endNanos >= 0) {
      late = true;
      if (own) {
        overstayed = true;
        interrupt();
      }
    }
  }

  /** The filter has answered, or thrown. */
  @Override
  public void close() {
    if (!bounded) {
      over = true;
      return;
    }
    log.watchdog().forget((Alarm) this);
    synchronized (this) {
      over = true;
      if (interrupted) {
        boolean _ = Thread.interrupted();
      }
    }
  }

  /** Whether the request's time was up while the filter's own code ran. */
  synchronized boolean overstayed() {
    return overstayed;
  }

  /** How long the rest of the chain took. */
  long awayNanos() {
    return awayNanos;
  }

  /** Whether that was thrown by the rest of the chain. */
  boolean isForeign(Throwable caught) {
    return isSame(caught, thrown);
  }

  /** Throws what the rest of the chain threw. */
  void rethrow() {
    switch (thrown) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  /** Whether the answer has the body that came out of the rest of the chain. */
  boolean passesOn(Response response) {
    return answer != null && isSame(response.body(), answer.body());
  }

  /** Asks neither of them, since both may be the plugin's. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(Object one, @Nullable Object other) {
    return one == other;
  }

  /** What the request would be answered without the filter, if that can still be had. */
  Optional<Response> without(Request request) {
    Response got = answer;
    if (got != null) {
      return isWhole(got.body()) ? Optional.of(got) : Optional.empty();
    }
    return !followed && isWhole(request.body())
        ? Optional.of(chain.proceed(request))
        : Optional.empty();
  }

  private static boolean isWhole(Body body) {
    return body.length() == 0 || (body instanceof BodyStream stream && stream.isUntouched());
  }

  /**
   * Closes the body that came out of the rest of the chain, for an answer with another one.
   *
   * @return whether that was left to do although there was more in it
   */
  boolean closeReplaced() {
    if (answer == null) {
      return false;
    }
    Body replaced = answer.body();
    boolean left =
        switch (replaced) {
          case BodyStream stream -> !stream.isClosed() && !stream.isFinished();
          case GuardedBody guarded -> !guarded.isClosed();
          default -> false;
        };
    replaced.close();
    return left;
  }

  /** What is called. */
  String name() {
    return call.name();
  }
}
