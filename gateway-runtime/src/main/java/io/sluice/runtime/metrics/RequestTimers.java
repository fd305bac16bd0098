package io.sluice.runtime.metrics;

import io.micrometer.core.instrument.Timer;
import java.util.Arrays;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Timers by a small non-negative number, in an open hash table that is copied when it grows, so
 * that looking one up neither locks nor allocates.
 *
 * <p>Any thread reads; new timers are made under the lock. Never holds more than {@link
 * #MOST_TIMERS}: what comes later shares the timer of the number it is told.
 */
final class RequestTimers {

  static final int MOST_TIMERS = 200;

  private static final int FREE = -1;
  private static final int FIRST_SLOTS = 16;

  /** The slots, a power of two: the timer of {@code keys[i]} is {@code timers[i]}. */
  private static final class Table {
    final int[] keys;
    final @Nullable Timer[] timers;
    final int size;

    Table(int slots, int size) {
      keys = new int[slots];
      timers = new Timer[slots];
      this.size = size;
      Arrays.fill(keys, FREE);
    }
  }

  private final IntFunction<Timer> maker;
  private volatile Table table = new Table(FIRST_SLOTS, 0);

  /**
   * @param maker makes the timer of a number
   */
  RequestTimers(IntFunction<Timer> maker) {
    this.maker = maker;
  }

  /**
   * The timer of a number.
   *
   * @param otherwise the number whose timer is used if there are too many
   */
  Timer timer(int key, int otherwise) {
    Timer known = find(table, key);
    return known != null ? known : add(key, otherwise);
  }

  private synchronized Timer add(int key, int otherwise) {
    Table current = table;
    Timer known = find(current, key);
    if (known != null) {
      return known;
    }
    if (current.size >= MOST_TIMERS && key != otherwise) {
      return timer(otherwise, otherwise);
    }
    Timer made = maker.apply(key);
    table = with(current, key, made);
    return made;
  }

  /** A copy with one more timer; at least half of its slots are free. */
  private static Table with(Table old, int key, Timer timer) {
    int slots = old.keys.length;
    Table next = new Table(2 * old.size + 2 > slots ? 2 * slots : slots, old.size + 1);
    for (int i = 0; i < slots; i++) {
      Timer known = old.timers[i];
      if (known != null) {
        put(next, old.keys[i], known);
      }
    }
    put(next, key, timer);
    return next;
  }

  private static @Nullable Timer find(Table table, int key) {
    return table.timers[slot(table.keys, key)];
  }

  private static void put(Table table, int key, Timer timer) {
    int slot = slot(table.keys, key);
    table.keys[slot] = key;
    table.timers[slot] = timer;
  }

  /** The slot that holds the key or would. */
  private static int slot(int[] keys, int key) {
    int mask = keys.length - 1;
    int slot = (key * 0x9E3779B9) >>> 16 & mask;
    while (keys[slot] != FREE && keys[slot] != key) {
      slot = slot + 1 & mask;
    }
    return slot;
  }
}
