package io.sluice.runtime.address;

import io.sluice.api.Ticker;
import io.sluice.runtime.logging.RareLine;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Finds the addresses of host names. The system's look-up holds the thread that makes it, so it is
 * made on a few platform threads: a slow name service then keeps no carrier of virtual threads. All
 * who ask for the same name at the same time share one look-up. Safe for any thread.
 */
final class Resolver implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Resolver.class.getName());
  private static final int THREADS = 8;

  /** For so long what was found stands in for what can't be found any more. */
  static final Duration KEPT = Duration.ofHours(1);

  private static final int MOST_KEPT = 10_000;

  private final NameService names;
  private final Ticker ticker;
  private final RareLine standIn;
  private final Map<String, Found> kept = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<List<InetAddress>>> underWay =
      new ConcurrentHashMap<>();
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS, Thread.ofPlatform().daemon().name("sluice-resolver-", 0).factory());

  /** The last good answer of a name. */
  private record Found(List<InetAddress> addresses, long atNanos) {}

  Resolver(NameService names, Ticker ticker) {
    this.names = names;
    this.ticker = ticker;
    this.standIn = new RareLine(LOG, Level.WARNING, Duration.ofSeconds(10), ticker);
  }

  /**
   * The addresses of a host name; those that it had last, if now none are found within half of the
   * time.
   *
   * @throws UnknownHostException if it has none and had none
   * @throws SocketTimeoutException if none were found in that time
   */
  List<InetAddress> resolve(String host, Duration timeout) throws IOException {
    Found last = kept.get(host);
    if (last == null || ticker.nanos() - last.atNanos() > KEPT.toNanos()) {
      return fresh(host, timeout);
    }
    try {
      return fresh(host, timeout.dividedBy(2));
    } catch (UnknownHostException | SocketTimeoutException e) {
      standIn.reason(count ->
          "%s; the addresses that were found last are used, for an hour at the most; %d such look-ups"
              .formatted(e.getMessage(), count));
      return last.addresses();
    }
  }

  /**
   * The addresses that a host name has now.
   *
   * @throws UnknownHostException if it has none
   * @throws SocketTimeoutException if none were found in that time
   */
  List<InetAddress> fresh(String host, Duration timeout) throws IOException {
    try {
      return lookUp(host).get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw new UnknownHostException("the host name " + host + " is not known");
    } catch (TimeoutException e) {
      throw new SocketTimeoutException("the host name " + host + " was not resolved in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private CompletableFuture<List<InetAddress>> lookUp(String host) {
    CompletableFuture<List<InetAddress>> own = new CompletableFuture<>();
    CompletableFuture<List<InetAddress>> other = underWay.putIfAbsent(host, own);
    if (other != null) {
      return other;
    }
    try {
      threads.execute(() -> complete(host, own));
    } catch (RejectedExecutionException e) {
      underWay.remove(host, own);
      own.completeExceptionally(e);
    }
    return own;
  }

  /** Makes the look-up; who asks after its end begins another. */
  private void complete(String host, CompletableFuture<List<InetAddress>> answer) {
    try {
      List<InetAddress> found = names.lookUp(host);
      keep(host, found);
      underWay.remove(host, answer);
      answer.complete(found);
    } catch (UnknownHostException | RuntimeException e) {
      underWay.remove(host, answer);
      answer.completeExceptionally(e);
    }
  }

  /** Keeps a good answer; when there are too many, those that nobody asked for lately make room. */
  private void keep(String host, List<InetAddress> found) {
    long now = ticker.nanos();
    if (kept.size() >= MOST_KEPT) {
      kept.values().removeIf(old -> now - old.atNanos() > KEPT.toNanos());
    }
    if (kept.size() < MOST_KEPT || kept.containsKey(host)) {
      kept.put(host, new Found(List.copyOf(found), now));
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
