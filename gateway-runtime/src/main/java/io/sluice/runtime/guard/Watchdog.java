package io.sluice.runtime.guard;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Finds the calls of plugins that do not come back. One platform thread, so that no plugin that
 * keeps the carriers busy can stop it.
 *
 * <p>It beats twenty times a second. The beat is a coarse clock that costs its readers one read of
 * memory: a call during which two beats passed took longer than one, however late the beats were.
 *
 * <p>A call that begins writes its instance and the beat into one of a few hundred places, chosen
 * by its thread, if that is free, and clears it at its end; twice a second the places are looked
 * through. Both writes are ordered, but wait for no other processor (release): a look that comes
 * too early sees the former content, which is either nothing or a call that has just ended, and the
 * next look sees more. Where two threads find the same place free at the same moment, one call is
 * watched and the first end clears the place; where the place is taken a call is not watched. So a
 * single stuck call can be missed if others with the same place came at the very same moment; of a
 * plugin that sticks again and again one is found.
 */
public final class Watchdog implements AutoCloseable {

  /** How far beats lie apart. */
  public static final Duration BEAT = Duration.ofMillis(50);

  /** The place of a call that is not watched. */
  public static final int NOWHERE = -1;

  private static final System.Logger LOG = System.getLogger(Watchdog.class.getName());
  private static final int PLACES = 256;

  /** Each place has a line of the processor's cache of its own. */
  private static final int STRIDE = 8;

  private static final int BEATS_PER_LOOK = 10;
  private static final long NOTHING = 0;

  private final AtomicLongArray places = new AtomicLongArray(PLACES * STRIDE);
  private final Map<Integer, Watched> watched = new ConcurrentHashMap<>();
  private final Set<Alarm> alarms = ConcurrentHashMap.newKeySet();
  private final AtomicInteger lastId = new AtomicInteger();
  private final Map<Watched, Integer> stuck = new HashMap<>(); // of the watchdog's thread
  private volatile int beat = 1;
  private volatile boolean open = true;

  /** Starts the thread, once. */
  public void start() {
    Thread.ofPlatform().daemon().name("sluice-watchdog").start(this::run);
  }

  private void run() {
    long last = System.nanoTime();
    while (open) {
      for (long left = BEAT.toNanos(); left > 0; left = last + BEAT.toNanos() - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      tick();
      last = System.nanoTime();
    }
  }

  /** Beats once, and looks if it is time to. */
  public void tick() {
    int now = beat + 1;
    beat = now;
    alarms.forEach(Watchdog::look);
    if (now % BEATS_PER_LOOK == 0) {
      look(now);
    }
  }

  private static void look(Alarm alarm) {
    try {
      alarm.look();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "an alarm failed", e);
    }
  }

  private void look(int now) {
    Map<Watched, Integer> found = new HashMap<>();
    for (int place = 0; place < PLACES * STRIDE; place += STRIDE) {
      long call = places.get(place);
      Watched instance = call == NOTHING ? null : watched.get((int) (call >>> Integer.SIZE));
      if (instance != null && now - (int) call >= instance.bounds().stuckBeats()) {
        found.merge(instance, 1, Integer::sum);
      }
    }
    stuck.replaceAll((instance, _) -> found.getOrDefault(instance, 0));
    stuck.putAll(found);
    stuck.forEach(Watchdog::tell);
    stuck.values().removeIf(count -> count == 0);
  }

  private static void tell(Watched instance, int calls) {
    try {
      instance.stuck(calls);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "noting stuck calls failed", e);
    }
  }

  /** Watches the calls of an instance from now on; the answer stands for it. */
  public int watch(Watched instance) {
    int id = lastId.incrementAndGet();
    watched.put(id, instance);
    return id;
  }

  /** Watches the calls of an instance no more. */
  public void forget(int id) {
    watched.remove(id);
  }

  /** Has something look at its time at every beat. */
  public void watch(Alarm alarm) {
    alarms.add(alarm);
  }

  /** It need not look any more. */
  public void forget(Alarm alarm) {
    alarms.remove(alarm);
  }

  /** The beat of the moment. */
  public int beat() {
    return beat;
  }

  /**
   * A call begins on this thread.
   *
   * @param id the instance that is called
   * @param begunBeat when; a later beat than that of the moment for a call that may take until then
   * @return its place, for {@link #left}
   */
  public int entered(int id, int begunBeat) {
    int place = ((int) Thread.currentThread().threadId() & (PLACES - 1)) * STRIDE;
    if (places.getPlain(place) != NOTHING) {
      return NOWHERE;
    }
    places.setRelease(place, ((long) id << Integer.SIZE) | (begunBeat & 0xFFFF_FFFFL));
    return place;
  }

  /** The call ends. */
  public void left(int place) {
    if (place != NOWHERE) {
      places.setRelease(place, NOTHING);
    }
  }

  /** Stops the thread. */
  @Override
  public void close() {
    open = false;
  }
}
