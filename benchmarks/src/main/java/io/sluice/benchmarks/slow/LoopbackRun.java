package io.sluice.benchmarks.slow;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The experiment for real: a built distribution between a client and eleven endpoints, all on
 * loopback.
 *
 * <p>The client sends at the moments that chance says, whether or not earlier requests were
 * answered, and counts from those moments on. The gateway ends what is late with a 504. Nothing is
 * retried, probed or limited, so that the balancer is alone with what it sees.
 */
final class LoopbackRun {

  private static final Duration WARM_UP = Duration.ofSeconds(15);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Experiment experiment;
  private final URI target;
  private final HttpClient client;
  private final Random random;

  private LoopbackRun(Experiment experiment, HttpClient client, int port, long seed) {
    this.experiment = experiment;
    this.client = client;
    this.target = URI.create("http://127.0.0.1:" + port + "/books/1");
    this.random = new Random(seed);
  }

  /** Runs the experiment with a distribution whose one service has that balancer. */
  static Tally of(Experiment experiment, Path distribution, String balancer, long seed)
      throws IOException, InterruptedException {
    int port = freePort();
    Path folder = Files.createTempDirectory("sluice-slow");
    Path file = folder.resolve("sluice.yaml");
    try (LoopbackEndpoints endpoints = new LoopbackEndpoints(experiment);
        HttpClient client = client()) {
      Files.writeString(file, configuration(port, balancer, endpoints.addresses()));
      Process gateway = start(distribution, file, folder.resolve("log").toFile());
      try {
        LoopbackRun run = new LoopbackRun(experiment, client, port, seed);
        run.awaitAnswer(gateway);
        run.send(WARM_UP, System.nanoTime(), new Tally(WARM_UP));
        Tally tally = new Tally(experiment.length());
        long began = System.nanoTime();
        endpoints.begin(began);
        run.send(experiment.length(), began, tally);
        return tally;
      } finally {
        gateway.destroy();
        gateway.waitFor(15, TimeUnit.SECONDS);
        gateway.destroyForcibly();
      }
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder.resolve("log"));
      Files.delete(folder);
    }
  }

  /** What the gateway is configured with. */
  static String configuration(int port, String balancer, String endpoints) {
    return """
    listen: 127.0.0.1:%d
    admin: {address: "127.0.0.1:0"}
    defaults:
      balancer: {name: %s}
      limiter: {name: none}
      probe: {name: none}
    services:
      books:
        endpoints: [%s]
        timeouts: {request: %ds}
    """
        .formatted(port, balancer, endpoints, Experiment.DEADLINE.toSeconds());
  }

  private static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .executor(Executors.newVirtualThreadPerTaskExecutor())
        .build();
  }

  private static Process start(Path distribution, Path file, File log) throws IOException {
    return new ProcessBuilder(
            distribution.resolve("bin/sluice").toString(), "run", "--config", file.toString())
        .redirectErrorStream(true)
        .redirectOutput(log)
        .start();
  }

  private void awaitAnswer(Process gateway) throws InterruptedException {
    long start = System.nanoTime();
    HttpRequest request = HttpRequest.newBuilder(target).timeout(PATIENCE).build();
    while (true) {
      try {
        if (client.send(request, BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        if (!gateway.isAlive() || System.nanoTime() - start > PATIENCE.toNanos()) {
          throw new UncheckedIOException(e);
        }
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** Sends for that long and waits for what comes back. */
  private void send(Duration length, long began, Tally tally) {
    List<CompletableFuture<?>> open = new ArrayList<>();
    for (long at = experiment.pauseNanos(random);
        at < length.toNanos();
        at += experiment.pauseNanos(random)) {
      await(began + at);
      open.add(request(began, at, tally));
    }
    CompletableFuture.allOf(open.toArray(CompletableFuture<?>[]::new)).join();
  }

  private static void await(long nanoTime) {
    for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private CompletableFuture<?> request(long began, long at, Tally tally) {
    HttpRequest request = HttpRequest.newBuilder(target).timeout(PATIENCE).build();
    return client
        .sendAsync(request, BodyHandlers.discarding())
        .handle((answer, failure) -> {
          boolean late = System.nanoTime() - began - at > Experiment.DEADLINE.toNanos();
          tally.add(at, failure == null && !late && answer.statusCode() == 200);
          return tally;
        });
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
