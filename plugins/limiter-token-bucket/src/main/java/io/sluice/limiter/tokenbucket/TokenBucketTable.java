package io.sluice.limiter.tokenbucket;

import io.sluice.api.plugin.PluginMetrics;
import io.sluice.api.plugin.PluginMetrics.Counter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The buckets of all keys, in a table of bounded size that any number of threads use at once.
 *
 * <p><b>A bucket is one number:</b> the time at which it will be full again. A token taken moves it
 * on by the time in which one is added; a bucket is empty when it is less than one token from being
 * a whole bucket away. This is the generic cell rate algorithm (ITU-T I.371, annex A, virtual
 * scheduling), which decides exactly as a bucket of tokens does. Time is counted from the making of
 * the table, so that a clock that wraps around does no harm.
 *
 * <p><b>A set</b> is a shared bucket and seven buckets with their keys' hashes. A hash belongs into
 * one set. There it takes the place of the fullest of the seven: of one that is full again, which
 * is as good as none, if there is any, otherwise of the one with most tokens. A bucket that is
 * empty keeps its place; if all seven are, the key makes do with the set's shared bucket. So
 * whoever asks without a pause stays limited, and whatever a flood of keys does costs one look at
 * one set. The table has room for twice the keys asked for, so that of as many keys fewer than one
 * in fifty shares.
 *
 * <p><b>Threads.</b> A bucket that is found is changed by compare-and-set alone. Only who puts a
 * key into a set holds that page's lock, for the time of a few reads and writes. It first takes the
 * old bucket away by writing {@link #MOVING}, so that a token is never taken from a bucket whose
 * key is just changing. One inaccuracy is tolerated: a bucket that changes its key between a
 * thread's look at the key and its compare-and-set, and comes out at the very same nanosecond, is
 * charged one token for the wrong key.
 */
final class TokenBucketTable {

  /** What {@link #take} answers when a token was taken. */
  static final long TAKEN = 0;

  private static final int BUCKETS_PER_SET = 8;
  private static final int SETS_PER_PAGE = 16;
  private static final int PAGE_LENGTH = SETS_PER_PAGE * BUCKETS_PER_SET * 2;
  private static final long MOVING = Long.MIN_VALUE;
  private static final long NOT_FOUND = -1;
  private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

  private final TokenBucketRate rate;
  private final long sets;
  private final AtomicReferenceArray<long[]> pages;
  private final Counter forgotten;
  private final Counter shared;

  TokenBucketTable(TokenBucketRate rate, int maxKeys, PluginMetrics metrics) {
    this.forgotten =
        metrics.counter("forgotten_buckets", "Buckets not full that lost their place to another");
    this.shared = metrics.counter("shared_decisions", "Decisions made by a bucket that keys share");
    this.rate = rate;
    this.sets = 1 + 2L * maxKeys / (BUCKETS_PER_SET - 1);
    this.pages = new AtomicReferenceArray<>((int) ((sets + SETS_PER_PAGE - 1) / SETS_PER_PAGE));
  }

  /**
   * Takes a token from the bucket of a key.
   *
   * @param hash the key's hash, not 0
   * @param now the time since the table was made, in nanoseconds
   * @return {@link #TAKEN}, or the nanoseconds until there will be a token
   */
  long take(long hash, long now) {
    long set = Math.unsignedMultiplyHigh(hash, sets);
    long[] page = page((int) (set / SETS_PER_PAGE));
    int first = (int) (set % SETS_PER_PAGE) * BUCKETS_PER_SET;
    long wait = takeFound(page, first, hash, now);
    return wait == NOT_FOUND ? takeNew(page, first, hash, now) : wait;
  }

  private long[] page(int index) {
    long[] page = pages.get(index);
    if (page != null) {
      return page;
    }
    pages.compareAndSet(index, null, new long[PAGE_LENGTH]);
    return pages.get(index);
  }

  /** Takes from the key's own bucket, or answers {@link #NOT_FOUND}. */
  private long takeFound(long[] page, int first, long hash, long now) {
    for (int bucket = first + 1; bucket < first + BUCKETS_PER_SET; bucket++) {
      while (hash(page, bucket) == hash) {
        long fullAt = fullAt(page, bucket);
        if (fullAt == MOVING || hash(page, bucket) != hash) {
          Thread.onSpinWait();
          continue;
        }
        long wait = takeOnce(page, bucket, fullAt, now);
        if (wait != NOT_FOUND) {
          return wait;
        }
      }
    }
    return NOT_FOUND;
  }

  /** Gives the key a bucket of its own and takes from it, or takes from the shared one. */
  private long takeNew(long[] page, int first, long hash, long now) {
    synchronized (page) {
      while (true) {
        long wait = takeFound(page, first, hash, now);
        if (wait != NOT_FOUND) {
          return wait;
        }
        int bucket = fullest(page, first);
        long fullAt = fullAt(page, bucket);
        if (wait(fullAt, now) > 0) {
          break;
        }
        if (CELL.compareAndSet(page, fullAtCell(bucket), fullAt, MOVING)) {
          if (fullAt > now) {
            forgotten.add(1);
          }
          CELL.setVolatile(page, hashCell(bucket), hash);
          CELL.setVolatile(page, fullAtCell(bucket), now + rate.tokenNanos());
          return TAKEN;
        }
      }
    }
    return takeShared(page, first, now);
  }

  private long takeShared(long[] page, int bucket, long now) {
    shared.add(1);
    while (true) {
      long wait = takeOnce(page, bucket, fullAt(page, bucket), now);
      if (wait != NOT_FOUND) {
        return wait;
      }
    }
  }

  /** Takes from a bucket as it was read, or answers {@link #NOT_FOUND} if it has changed. */
  private long takeOnce(long[] page, int bucket, long fullAt, long now) {
    long wait = wait(fullAt, now);
    if (wait > 0) {
      return wait;
    }
    long then = Math.max(fullAt, now) + rate.tokenNanos();
    return CELL.compareAndSet(page, fullAtCell(bucket), fullAt, then) ? TAKEN : NOT_FOUND;
  }

  /** How long until a bucket has a token; zero or less if it has one. */
  private long wait(long fullAt, long now) {
    return fullAt - now + rate.tokenNanos() - rate.fillNanos();
  }

  /** Of the set's seven buckets with keys the one with most tokens. */
  private static int fullest(long[] page, int first) {
    int fullest = first + 1;
    for (int bucket = first + 2; bucket < first + BUCKETS_PER_SET; bucket++) {
      if (fullAt(page, bucket) < fullAt(page, fullest)) {
        fullest = bucket;
      }
    }
    return fullest;
  }

  private static long hash(long[] page, int bucket) {
    return (long) CELL.getVolatile(page, hashCell(bucket));
  }

  private static long fullAt(long[] page, int bucket) {
    return (long) CELL.getVolatile(page, fullAtCell(bucket));
  }

  private static int hashCell(int bucket) {
    return 2 * bucket;
  }

  private static int fullAtCell(int bucket) {
    return 2 * bucket + 1;
  }
}
