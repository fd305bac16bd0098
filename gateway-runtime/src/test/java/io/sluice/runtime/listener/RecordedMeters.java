package io.sluice.runtime.listener;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Endpoint;
import io.sluice.api.Outcome;
import io.sluice.runtime.metrics.ListenerMeters;
import io.sluice.runtime.metrics.ServiceMeters;
import io.sluice.runtime.metrics.TunnelMeters;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Keeps what was recorded, and lets a test wait for it. Safe for any thread. */
public final class RecordedMeters implements ServiceMeters, ListenerMeters, TunnelMeters {

  /** The record of a request. */
  public record Ended(String method, int status, String code) {}

  private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
  private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger attempts = new AtomicInteger();
  private final AtomicInteger retries = new AtomicInteger();
  private final AtomicInteger tunnels = new AtomicInteger();
  private final AtomicInteger turnedAway = new AtomicInteger();
  private final AtomicInteger madeRoom = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final BlockingQueue<String> endings = new LinkedBlockingQueue<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition closed = lock.newCondition();
  private int connections;

  @Override
  public void requestEnded(String method, int status, String code, long nanos) {
    requests.incrementAndGet();
    ended.add(new Ended(method, status, code));
  }

  @Override
  public void selected(Endpoint endpoint) {
    attempts.incrementAndGet();
  }

  @Override
  public void attemptEnded(Endpoint endpoint, Outcome outcome) {
    attempts.decrementAndGet();
    outcomes.add(outcome);
  }

  @Override
  public void retried() {
    retries.incrementAndGet();
  }

  @Override
  public void limited(boolean admitted) {}

  @Override
  public void connectionOpened() {
    count(1);
  }

  @Override
  public void connectionClosed() {
    count(-1);
  }

  private void count(int more) {
    lock.lock();
    try {
      connections += more;
      closed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void connectionRefused() {
    turnedAway.incrementAndGet();
  }

  /** How many connections were turned away. */
  public int turnedAway() {
    return turnedAway.get();
  }

  @Override
  public void connectionsMadeRoom(int count) {
    madeRoom.addAndGet(count);
  }

  /** How many connections made room for others. */
  public int madeRoom() {
    return madeRoom.get();
  }

  @Override
  public void malformed(String fault) {
    faults.add(fault);
  }

  @Override
  public void opened() {
    tunnels.incrementAndGet();
  }

  @Override
  public void ended(String ending, long nanos) {
    tunnels.decrementAndGet();
    endings.add(ending);
  }

  @Override
  public void refused() {
    refused.incrementAndGet();
  }

  /** How many tunnels are open. */
  public int openTunnels() {
    return tunnels.get();
  }

  /** How many handshakes were turned away. */
  public int refusedTunnels() {
    return refused.get();
  }

  /** How the next tunnel ended. */
  public String ending() throws InterruptedException {
    String next = endings.poll(10, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no tunnel ended");
    }
    return next;
  }

  /** The next request that ended; by then all that it took was given back. */
  public Ended ended() throws InterruptedException {
    Ended next = ended.poll(10, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no request ended");
    }
    return next;
  }

  public Outcome outcome() throws InterruptedException {
    Outcome next = outcomes.poll(10, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no attempt ended");
    }
    return next;
  }

  int openAttempts() {
    return attempts.get();
  }

  /** How many requests have ended. */
  public int requests() {
    return requests.get();
  }

  /** How many attempts were made after the first. */
  public int retries() {
    return retries.get();
  }

  /** What was malformed. */
  public List<String> faults() {
    return faults;
  }

  /** Waits until every connection was closed. */
  public void awaitAllClosed() {
    awaitOpen(0);
  }

  /** Waits until no more than so many connections are open. */
  public void awaitOpen(int most) {
    lock.lock();
    try {
      long left = TimeUnit.SECONDS.toNanos(10);
      while (connections > most && left > 0) {
        left = closed.awaitNanos(left);
      }
      assertTrue(connections <= most, connections + " connections still open");
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    } finally {
      lock.unlock();
    }
  }
}
