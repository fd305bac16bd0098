package io.sluice.runtime.address;

import java.io.IOException;
import java.io.InterruptedIOException;
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

  private static final int THREADS = 8;

  private final NameService names;
  private final Map<String, CompletableFuture<List<InetAddress>>> underWay =
      new ConcurrentHashMap<>();
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS, Thread.ofPlatform().daemon().name("sluice-resolver-", 0).factory());

  Resolver(NameService names) {
    this.names = names;
  }

  /**
   * The addresses of a host name.
   *
   * @throws UnknownHostException if it has none
   * @throws SocketTimeoutException if none were found in that time
   */
  List<InetAddress> resolve(String host, Duration timeout) throws IOException {
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
      underWay.remove(host, answer);
      answer.complete(found);
    } catch (UnknownHostException | RuntimeException e) {
      underWay.remove(host, answer);
      answer.completeExceptionally(e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
