package io.sluice.runtime.health;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Finds the addresses of host names. The system's look-up holds the thread that makes it, so it is
 * made on a few platform threads: a slow name service then keeps no carrier of virtual threads.
 * Safe for any thread.
 */
final class Resolver implements AutoCloseable {

  private static final int THREADS = 8;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS, Thread.ofPlatform().daemon().name("sluice-resolver-", 0).factory());

  /**
   * The addresses of a host.
   *
   * @throws IOException if it has none, or none were found in that time
   */
  List<InetAddress> resolve(String host, Duration timeout) throws IOException {
    try {
      return List.of(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException e) {
      return lookUp(host, timeout);
    }
  }

  private List<InetAddress> lookUp(String host, Duration timeout) throws IOException {
    Future<InetAddress[]> answer = threads.submit(() -> InetAddress.getAllByName(host));
    try {
      return List.of(answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS));
    } catch (ExecutionException e) {
      throw new UnknownHostException("the host name " + host + " is not known");
    } catch (TimeoutException e) {
      throw new IOException("the host name " + host + " was not resolved in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      answer.cancel(true);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
