package io.sluice.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The gateway is killed at random moments of a storm of changes, and started again on the same data
 * directory: every acknowledged change is there, and no change is there by half.
 *
 * <p>Eight times, or as often as {@code -Dsluice.kills} says.
 */
final class KillIT {
  private static final int KILLS = Integer.getInteger("sluice.kills", 8);
  private static final long SEED = Long.getLong("sluice.seed", System.nanoTime());
  private static final int CLIENTS = 8;
  private static final Duration START = Duration.ofSeconds(2);

  private final Random random = new Random(SEED);
  private final ReadWriteLock alone = new ReentrantReadWriteLock();
  private final List<StormClient> clients = new ArrayList<>();
  private final List<Long> startMillis = new ArrayList<>();
  private int survived;

  @TempDir Path folder;

  @Test
  void whatWasAcknowledgedIsThereAfterEachKill() throws Exception {
    System.out.println("sluice.seed=" + SEED);
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(new StormClient("client" + i, new Random(random.nextLong()), alone));
    }
    Map<String, String> environment = Map.of("SLUICE_DATA", folder.resolve("data").toString());
    for (int kill = 0; kill < KILLS; kill++) {
      try (Distribution gateway = start(environment)) {
        compare(new User(gateway));
        stormAndKill(gateway);
      }
    }
    try (Distribution gateway = start(environment)) {
      compare(new User(gateway));
    }
    startMillis.sort(Comparator.naturalOrder());
    System.out.printf(
        "%d kills, %d changes acknowledged, %d unanswered ones kept, starts: median %d, slowest %d ms%n",
        KILLS,
        clients.stream().mapToInt(StormClient::acknowledgements).sum(),
        survived,
        startMillis.get(startMillis.size() / 2),
        startMillis.getLast());
    assertTrue(startMillis.getLast() < START.toMillis(), () -> "starts in ms: " + startMillis);
  }

  private Distribution start(Map<String, String> environment) throws IOException {
    long begin = System.nanoTime();
    Distribution gateway = Distribution.start(environment);
    long millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
    startMillis.add(millis);
    return gateway;
  }

  private void stormAndKill(Distribution gateway) throws InterruptedException, ExecutionException {
    User user = new User(gateway);
    CountDownLatch begun = new CountDownLatch(CLIENTS);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> storms = new ArrayList<>();
      for (StormClient client : clients) {
        storms.add(
            threads.submit(() -> {
              begun.countDown();
              client.storm(user, clients);
              return null;
            }));
      }
      begun.await();
      long pauseMillis = 20L + random.nextInt(400);
      assertEquals(false, gateway.process().waitFor(pauseMillis, TimeUnit.MILLISECONDS));
      gateway.process().destroyForcibly().waitFor();
      for (Future<?> storm : storms) {
        storm.get();
      }
    }
  }

  /** Holds what is there against what clients know, and lets them go on from there. */
  private void compare(User user) throws IOException, InterruptedException {
    HttpResponse<String> answer = user.getAdmin("/api/v1/config");
    assertEquals(200, answer.statusCode(), answer.body());
    Map<String, List<String>> actual = RegisteredServices.of(answer.body());
    Map<String, List<String>> expected = new TreeMap<>();
    clients.forEach(client -> expected.putAll(client.acknowledged()));
    for (StormClient client : clients) {
      Map<String, List<String>> changed = client.underWay();
      boolean isKept =
          !changed.isEmpty()
              && changed.entrySet().stream()
                  .allMatch(change ->
                      change.getValue().equals(actual.getOrDefault(change.getKey(), List.of())));
      if (isKept) {
        survived++;
        changed.forEach(expected::put);
        expected.values().removeIf(List::isEmpty);
      }
    }
    assertEquals(expected, actual);
    clients.forEach(client -> client.believe(actual));
  }
}
