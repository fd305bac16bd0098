package io.sluice.runtime.names;

import io.sluice.api.Endpoint;
import io.sluice.runtime.registry.Names.Answer;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known about one name, and who wants to know. All but the answer is guarded by the book.
 */
final class WatchedName {

  /** After a failure the next look-up need not wait for longer. */
  private static final long RETRY_NANOS = Duration.ofSeconds(5).toNanos();

  private final Endpoint endpoint;
  private final List<Watching> watches = new ArrayList<>();
  private volatile Answer answer;
  private long dueNanos;
  private boolean underWay;

  /** One that wants to know. */
  static final class Watching {

    private final long refreshNanos;
    private final Runnable onChange;

    Watching(long refreshNanos, Runnable onChange) {
      this.refreshNanos = refreshNanos;
      this.onChange = onChange;
    }
  }

  WatchedName(Endpoint endpoint, Instant now, long nowNanos) {
    this.endpoint = endpoint;
    this.answer = new Answer(List.of(), now, "");
    this.dueNanos = nowNanos;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  /** Safe for any thread. */
  Answer answer() {
    return answer;
  }

  /** Adds one that wants to know; the next look-up is early enough for it, too. */
  void add(Watching watching, long nowNanos) {
    watches.add(watching);
    long latest = nowNanos + watching.refreshNanos;
    if (dueNanos - latest > 0) {
      dueNanos = latest;
    }
  }

  /** Takes one out again; true if nobody is left. */
  boolean removeLast(Watching watching) {
    watches.remove(watching);
    return watches.isEmpty();
  }

  List<Runnable> listeners() {
    return watches.stream().map(watching -> watching.onChange).toList();
  }

  /** Whether a look-up is to begin; then it is under way. */
  boolean begins(long nowNanos) {
    boolean due = !underWay && dueNanos - nowNanos <= 0;
    underWay |= due;
    return due;
  }

  /** The name was found; true if its addresses are others than before. */
  boolean found(List<InetAddress> addresses, Instant now, long nowNanos) {
    ended(nowNanos + refreshNanos());
    boolean changed = !addresses.equals(answer.addresses());
    answer = new Answer(addresses, changed ? now : answer.since(), "");
    return changed;
  }

  /** The look-up has failed: the last good addresses stay. */
  void failed(String problem, long nowNanos) {
    ended(nowNanos + Math.min(refreshNanos(), RETRY_NANOS));
    answer = new Answer(answer.addresses(), answer.since(), problem);
  }

  private void ended(long nextNanos) {
    underWay = false;
    dueNanos = nextNanos;
  }

  private long refreshNanos() {
    return watches.stream().mapToLong(watching -> watching.refreshNanos).min().orElse(RETRY_NANOS);
  }
}
