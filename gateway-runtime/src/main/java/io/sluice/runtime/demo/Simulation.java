package io.sluice.runtime.demo;

import io.sluice.runtime.demo.DemoClient.Answer;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Plays against a real gateway over loopback and prints what happened: how requests are spread, how
 * a client is limited, how an endpoint goes down and comes back.
 */
public final class Simulation {

  private static final int SPREAD = 30;
  private static final int BURST = 150;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** The first probes of a cold gateway are slow; after the next ones the latencies are right. */
  private static final Duration SETTLING = Duration.ofMillis(2_500);

  private final DemoSetup setup;
  private final PrintStream out;

  private Simulation(DemoSetup setup, PrintStream out) {
    this.setup = setup;
    this.out = out;
  }

  /** Plays everything once. */
  public static void play(URI traffic, URI admin, PrintStream out)
      throws IOException, InterruptedException {
    try (DemoSetup setup = DemoSetup.start(traffic, admin)) {
      Simulation simulation = new Simulation(setup, out);
      simulation.balancing();
      simulation.rateLimiting();
      simulation.health();
    }
  }

  private void balancing() throws IOException, InterruptedException {
    out.println("Balancing: least connections over three endpoints, no limit");
    setup.register("balanced", ",\"limiter\":\"none\"");
    Thread.sleep(SETTLING);
    for (int i = 0; i < SPREAD; i++) {
      DemoClient.get(setup.traffic().resolve("/balanced/"));
    }
    out.printf("  %d requests, one after the other: %s%n", SPREAD, spread());
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> held = new ArrayList<>();
      for (int i = 1; i <= SPREAD; i++) {
        URI target = setup.traffic().resolve("/balanced/?hold=2000");
        held.add(clients.submit(() -> DemoClient.get(target)));
        int opened = i;
        await(() -> active() >= opened);
      }
      out.printf("  %d requests, opened in turn and held: %s%n", SPREAD, spread());
      out.printf("  their answers: %s%n", statuses(answers(held)));
    }
  }

  private void rateLimiting() throws IOException, InterruptedException {
    out.println("Rate limiting: a bucket of 100 tokens, one more each second");
    setup.register("limited", ",\"limiter\":{\"capacity\":100,\"refillPerSecond\":1}");
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < BURST; i++) {
      answers.add(DemoClient.get(setup.traffic().resolve("/limited/")));
    }
    out.printf("  %d requests at once: %s%n", BURST, statuses(answers));
    int seconds = Integer.parseInt(answers.getLast().retryAfter().orElse("1"));
    out.printf("  the last one was told to come back in %d s%n", seconds);
    Thread.sleep(Duration.ofSeconds(seconds));
    int status = DemoClient.get(setup.traffic().resolve("/limited/")).status();
    out.printf("  after that time: %d%n", status);
  }

  private void health() throws IOException, InterruptedException {
    out.println("Health: probed every second, down after three failures");
    setup.register("watched", ",\"limiter\":\"none\"");
    DemoEndpoint victim = setup.endpoint(1);
    await(() -> state(victim).equals("up"));
    victim.kill();
    long killed = System.nanoTime();
    List<Answer> answers = new ArrayList<>();
    await(() -> {
      answers.add(ask(setup.traffic().resolve("/watched/")));
      return state(victim).equals("down");
    });
    out.printf("  %s killed; down after %s%n", victim.address(), since(killed));
    out.printf("  %d requests meanwhile: %s%n", answers.size(), statuses(answers));
    victim.revive();
    long revived = System.nanoTime();
    await(() -> state(victim).equals("up"));
    out.printf("  revived; up after %s%n", since(revived));
  }

  private String spread() {
    return setup.endpoints().stream()
        .map(endpoint -> Integer.toString(endpoint.takeServed()))
        .collect(Collectors.joining("/"));
  }

  private int active() {
    return setup.endpoints().stream().mapToInt(DemoEndpoint::active).sum();
  }

  private String state(DemoEndpoint endpoint) {
    String service = ask(setup.admin().resolve("/services/watched")).text();
    return EndpointStates.of(service, endpoint.address());
  }

  private static Answer ask(URI uri) {
    try {
      return DemoClient.get(uri);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Answer> answers(List<Future<Answer>> futures)
      throws IOException, InterruptedException {
    List<Answer> answers = new ArrayList<>();
    for (Future<Answer> future : futures) {
      try {
        answers.add(future.get());
      } catch (ExecutionException e) {
        throw new IOException("a request failed", e);
      }
    }
    return answers;
  }

  /** How often each status came, such as {@code 100 x 200, 50 x 429}. */
  private static String statuses(List<Answer> answers) {
    return answers.stream()
        .collect(Collectors.groupingBy(Answer::status, Collectors.counting()))
        .entrySet()
        .stream()
        .sorted(Map.Entry.comparingByKey())
        .map(count -> count.getValue() + " x " + count.getKey())
        .collect(Collectors.joining(", "));
  }

  private static String since(long nanos) {
    return "%.1f s".formatted((System.nanoTime() - nanos) / 1e9);
  }

  private static void await(BooleanSupplier condition) throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        throw new IOException(
            "what was waited for did not happen within " + PATIENCE.toSeconds() + " s");
      }
      Thread.sleep(Duration.ofMillis(5));
    }
  }
}
