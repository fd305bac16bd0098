package io.sluice.runtime.names;

import io.sluice.api.Endpoint;
import io.sluice.api.Ticker;
import io.sluice.runtime.address.Addresses;
import io.sluice.runtime.logging.RareLine;
import io.sluice.runtime.names.WatchedName.Watching;
import io.sluice.runtime.registry.Names;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The names whose addresses are endpoints. One virtual thread sees which look-up is due, four times
 * a second; each look-up is made on a thread of its own, a few at a time. Who wants to know is told
 * of other addresses on that thread. A look-up that fails changes nothing but what is shown. Safe
 * for any thread.
 */
public final class NameBook implements Names, AutoCloseable {

  private static final System.Logger LOG = System.getLogger(NameBook.class.getName());

  private static final long PERIOD_NANOS = Duration.ofMillis(250).toNanos();
  private static final Duration LOOK_UP = Duration.ofSeconds(10);
  private static final Duration LOG_PERIOD = Duration.ofSeconds(10);

  /** A name with more addresses stands for the first of them, in the order of their bytes. */
  static final int MOST_ADDRESSES = 64;

  /** The same order each time, however the name service turns its answers round. */
  private static final Comparator<InetAddress> ORDER =
      Comparator.<InetAddress>comparingInt(address -> address.getAddress().length)
          .thenComparing(InetAddress::getAddress, Arrays::compareUnsigned);

  private final Addresses addresses;
  private final Ticker ticker;
  private final InstantSource clock;
  private final Executor lookUps;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Endpoint, WatchedName> names = new HashMap<>();
  private final LongAdder found = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final RareLine failing;
  private final RareLine tooMany;
  private final Thread thread = Thread.ofVirtual().name("sluice-names").unstarted(this::run);
  private volatile boolean open = true;

  /** An empty book that looks nothing up until {@link #start()}. */
  public NameBook(Addresses addresses, Ticker ticker, InstantSource clock) {
    this(addresses, ticker, clock, new FewAtOnce());
  }

  /**
   * @param lookUps runs look-ups, which block
   */
  NameBook(Addresses addresses, Ticker ticker, InstantSource clock, Executor lookUps) {
    this.addresses = addresses;
    this.ticker = ticker;
    this.clock = clock;
    this.lookUps = lookUps;
    this.failing = new RareLine(LOG, Level.WARNING, LOG_PERIOD, ticker);
    this.tooMany = new RareLine(LOG, Level.WARNING, LOG_PERIOD, ticker);
  }

  /** Starts the thread, once. */
  public void start() {
    thread.start();
  }

  @Override
  public Watch watch(String service, Endpoint endpoint, Duration refresh, Runnable onChange) {
    Watching watching = new Watching(refresh.toNanos(), onChange);
    WatchedName name;
    lock.lock();
    try {
      long now = ticker.nanos();
      name = names.computeIfAbsent(endpoint, _ -> new WatchedName(endpoint, clock.instant(), now));
      name.add(watching, now);
    } finally {
      lock.unlock();
    }
    LockSupport.unpark(thread);
    return new BookWatch(name, watching);
  }

  private final class BookWatch implements Watch {

    private final WatchedName name;
    private final Watching watching;

    private BookWatch(WatchedName name, Watching watching) {
      this.name = name;
      this.watching = watching;
    }

    @Override
    public Answer answer() {
      return name.answer();
    }

    @Override
    public void close() {
      lock.lock();
      try {
        if (name.removeLast(watching)) {
          names.remove(name.endpoint(), name);
        }
      } finally {
        lock.unlock();
      }
    }
  }

  /** Begins the look-ups that are due; false if there is no name at all. */
  boolean sweep() {
    List<WatchedName> due;
    boolean any;
    lock.lock();
    try {
      long now = ticker.nanos();
      due = names.values().stream().filter(name -> name.begins(now)).toList();
      any = !names.isEmpty();
    } finally {
      lock.unlock();
    }
    due.forEach(name -> lookUps.execute(() -> lookUp(name)));
    return any;
  }

  private void lookUp(WatchedName name) {
    try {
      List<InetAddress> all = addresses.fresh(name.endpoint(), LOOK_UP);
      if (all.size() > MOST_ADDRESSES) {
        tooMany.reason(_ ->
            "the name of endpoint %s has %d addresses, of which %d are used"
                .formatted(name.endpoint(), all.size(), MOST_ADDRESSES));
      }
      found(name, all.stream().distinct().sorted(ORDER).limit(MOST_ADDRESSES).toList());
    } catch (IOException | RuntimeException e) { // or else it would never be looked up again
      failed(name, String.valueOf(e.getMessage()));
    }
  }

  private void found(WatchedName name, List<InetAddress> all) {
    found.increment();
    List<Runnable> toTell = List.of();
    lock.lock();
    try {
      if (name.found(all, clock.instant(), ticker.nanos())) {
        toTell = name.listeners();
      }
    } finally {
      lock.unlock();
    }
    toTell.forEach(Runnable::run);
  }

  private void failed(WatchedName name, String problem) {
    if (!open) {
      return;
    }
    failed.increment();
    failing.reason(count ->
        "endpoint %s was not looked up and stays as it was found last: %s; %d such failures"
            .formatted(name.endpoint(), problem, count));
    lock.lock();
    try {
      name.failed(problem, ticker.nanos());
    } finally {
      lock.unlock();
    }
  }

  /** How many look-ups have succeeded. */
  public long found() {
    return found.sum();
  }

  /** How many look-ups have failed. */
  public long failed() {
    return failed.sum();
  }

  /** How many names were not found when they were looked up last. */
  public int failing() {
    lock.lock();
    try {
      return (int)
          names.values().stream().filter(name -> !name.answer().problem().isEmpty()).count();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    while (open) {
      if (sweep()) {
        LockSupport.parkNanos(this, PERIOD_NANOS);
      } else {
        LockSupport.park(this);
      }
    }
  }

  /** Begins no more look-ups. */
  @Override
  public void close() {
    open = false;
    LockSupport.unpark(thread);
  }
}
