package io.sluice.runtime.events;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * The latest events of this process, numbered in the order in which they were told, and who listens
 * to them. Safe for any thread.
 *
 * <p>Who tells something never waits for who listens: the lock is held only to put a reference into
 * its place, or to take one out. A listener that is so slow that its next event has been written
 * over gets to know that it missed some.
 *
 * <p>The id of an event is the name of the process, drawn by chance at its start, and the event's
 * number; so a listener that comes back after a restart is found out.
 */
public final class EventLog implements Events, AutoCloseable {

  /** So many events are kept. */
  public static final int KEPT = 10_000;

  /** So many may listen at the same time. */
  public static final int MOST_SUBSCRIBERS = 64;

  private final String process;
  private final InstantSource clock;
  private final int kept;
  private final List<Event> ring = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private long last;
  private int subscribers;
  private boolean ended;

  /**
   * A log without events.
   *
   * @param random names the process
   * @param clock the time of day
   */
  public EventLog(RandomGenerator random, InstantSource clock) {
    this(HexFormat.of().toHexDigits(random.nextInt()), clock, KEPT);
  }

  EventLog(String process, InstantSource clock, int kept) {
    this.process = process;
    this.clock = clock;
    this.kept = kept;
  }

  @Override
  public void publish(String type, Map<String, ?> data) {
    lock.lock();
    try {
      Event event = new Event(id(last + 1), clock.instant(), type, new TreeMap<>(data));
      if (ring.size() < kept) {
        ring.add(event);
      } else {
        ring.set(place(last + 1), event);
      }
      last++;
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Begins to listen, if there is room for one more who does. */
  public Optional<Subscription> subscribe(Start start) {
    lock.lock();
    try {
      if (subscribers == MOST_SUBSCRIBERS) {
        return Optional.empty();
      }
      subscribers++;
      return Optional.of(
          switch (start) {
            case Start.Now _ -> new Subscription(this, last, false);
            case Start.Latest(int count) ->
                new Subscription(this, Math.max(last - count, last - ring.size()), false);
            case Start.Behind(String id) -> behind(id);
          });
    } finally {
      lock.unlock();
    }
  }

  private Subscription behind(String id) {
    long number = number(id);
    boolean known = number >= 0 && number <= last;
    return new Subscription(this, known ? number : last, !known);
  }

  /** The number in an id of this process, -1 if it is none. */
  private long number(String id) {
    String digits = id.startsWith(process + "-") ? id.substring(process.length() + 1) : "";
    return digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : -1;
  }

  String id(long number) {
    return process + "-" + number;
  }

  /** How many listen. */
  public int subscribers() {
    lock.lock();
    try {
      return subscribers;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Gives a subscriber what comes next, and waits for it.
   *
   * @param nanos how long at the most; 0 not to wait
   */
  Heard next(Subscription who, long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (!who.missed() && who.heard() == last && !ended && left > 0) {
        left = news.awaitNanos(left);
      }
      return next(who);
    } finally {
      lock.unlock();
    }
  }

  private Heard next(Subscription who) {
    if (who.missed() || who.heard() < last - ring.size()) {
      who.skipTo(last);
      return new Heard.Missed();
    }
    if (who.heard() < last) {
      Event event = ring.get(place(who.heard() + 1));
      who.skipTo(who.heard() + 1);
      return new Heard.Told(event);
    }
    return ended ? new Heard.Ended() : new Heard.Nothing();
  }

  private int place(long number) {
    return (int) ((number - 1) % kept);
  }

  void leave() {
    lock.lock();
    try {
      subscribers--;
    } finally {
      lock.unlock();
    }
  }

  /** Ends all listening, once what was told has been heard. */
  @Override
  public void close() {
    lock.lock();
    try {
      ended = true;
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
