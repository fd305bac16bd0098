package io.sluice.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hundred changes a second under load: no request fails, each is seen in routing within 200 ms,
 * and nothing comes to an endpoint a second after it was taken out.
 *
 * <p>For some seconds; for another time with {@code -Dsluice.changes.seconds=60}.
 */
final class ChangesIT {
  private static final int CHANGES_PER_SECOND = 100;
  private static final int SECONDS = Integer.getInteger("sluice.changes.seconds", 8);
  private static final int CONNECTIONS = 16;

  /** Makes well over a thousand requests a second, and leaves the machine time for the changes. */
  private static final Duration PAUSE = Duration.ofMillis(8);

  private static final long WARM_UP_ANSWERS = 5000;

  /**
   * So many endpoints are in the service at a time, besides the one that stays: each for longer
   * than a change may take to be seen, and few enough that each should get several requests
   * meanwhile.
   */
  private static final int AT_A_TIME = 12;

  /** Each is out of the service for as long as it takes to add the others. */
  private static final int MOVING = 100;

  private static final long VISIBLE_NANOS = Duration.ofMillis(200).toNanos();
  private static final long GONE_NANOS = Duration.ofSeconds(1).toNanos();

  @TempDir Path data;

  private final List<SeenEndpoint> endpoints = new ArrayList<>();
  private final List<Stay> stays = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();

  /** A time for which an endpoint was in the service; all are readings of the clock. */
  private record Stay(SeenEndpoint endpoint, long asked, long added, long removed) {}

  @BeforeEach
  void start() throws Exception {
    for (int i = 0; i <= MOVING; i++) {
      endpoints.add(SeenEndpoint.start());
    }
  }

  @AfterEach
  void stop() {
    endpoints.forEach(SeenEndpoint::close);
  }

  @Test
  void aHundredChangesASecondFailNoRequestAndAreSeenAtOnce() throws Exception {
    try (Distribution gateway = Distribution.start(Map.of("SLUICE_DATA", data.toString()))) {
      User user = new User(gateway);
      user.register(
          "books",
          """
          {"endpoints": ["%s"], "limiter": "none", "probe": "none", "balancer": "round-robin"}
          """
              .formatted(endpoints.getLast().address()));
      long took;
      try (SteadyClients clients =
          SteadyClients.start(CONNECTIONS, gateway.traffic().resolve("/books/"), PAUSE)) {
        User.await("the gateway is warm", () -> clients.answers() > WARM_UP_ANSWERS);
        long begun = System.nanoTime();
        change(user, begun);
        took = System.nanoTime() - begun;
        LockSupport.parkNanos(2 * GONE_NANOS);
        clients.stop();
        assertEquals(List.of(), clients.failures());
        System.out.printf(
            "changes: %d in %.1f s, %d requests meanwhile, none failed%n",
            SECONDS * CHANGES_PER_SECOND, took / 1e9, clients.answers());
      }
      judge();
    }
    assertEquals(List.of(), faults);
  }

  /** Adds an endpoint and takes another one out, in turn, at an even pace. */
  private void change(User user, long begun) throws Exception {
    Deque<Stay> inside = new ArrayDeque<>();
    int next = 0;
    for (int i = 0; i < SECONDS * CHANGES_PER_SECOND; i++) {
      LockSupport.parkNanos(begun + i * (GONE_NANOS / CHANGES_PER_SECOND) - System.nanoTime());
      if (i % 2 == 0 || inside.size() < AT_A_TIME) {
        inside.addLast(added(user, endpoints.get(next % MOVING)));
        next++;
      } else {
        remove(user, inside.removeFirst());
      }
    }
    while (!inside.isEmpty()) {
      remove(user, inside.removeFirst());
    }
  }

  private static Stay added(User user, SeenEndpoint endpoint) throws Exception {
    long asked = System.nanoTime();
    HttpResponse<String> answer =
        user.send(
            user.toAdmin("/api/v1/services/books/endpoints")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("\"" + endpoint.address() + "\""))
                .build());
    assertEquals(201, answer.statusCode(), answer.body());
    return new Stay(endpoint, asked, System.nanoTime(), 0);
  }

  private void remove(User user, Stay stay) throws Exception {
    HttpResponse<String> answer =
        user.send(
            user.toAdmin("/api/v1/services/books/endpoints/" + stay.endpoint().address())
                .DELETE()
                .build());
    assertEquals(204, answer.statusCode(), answer.body());
    stays.add(new Stay(stay.endpoint(), stay.asked(), stay.added(), System.nanoTime()));
  }

  /** Holds what came to the endpoints against when they were in the service. */
  private void judge() {
    long slowest = 0;
    for (Stay stay : stays) {
      List<Long> arrivals = stay.endpoint().arrivals();
      long first =
          arrivals.stream()
              .filter(at -> at - stay.asked() >= 0)
              .findFirst()
              .map(at -> at - stay.added())
              .orElse(Long.MAX_VALUE);
      slowest = Math.max(slowest, first);
      if (first > VISIBLE_NANOS && stay.removed() - stay.added() > VISIBLE_NANOS) {
        faults.add(stay.endpoint().address() + " got nothing for " + first / 1_000_000 + " ms");
      }
    }
    long latest = Long.MIN_VALUE;
    for (SeenEndpoint endpoint : endpoints.subList(0, MOVING)) {
      for (long at : endpoint.arrivals()) {
        latest = Math.max(latest, sinceRemoval(endpoint, at));
      }
    }
    if (latest > GONE_NANOS) {
      faults.add("a request came " + latest / 1_000_000 + " ms after its endpoint was gone");
    }
    System.out.printf(
        "changes: seen %.0f ms after the answer at the latest, nothing later than %.0f ms after"
            + " removal%n",
        slowest / 1e6, latest / 1e6);
    assertTrue(stays.size() > MOVING / 2, "too few changes to say anything");
  }

  /** How long before that moment the endpoint was taken out; negative if it was inside. */
  private long sinceRemoval(SeenEndpoint endpoint, long at) {
    long least = Long.MAX_VALUE;
    for (Stay stay : stays) {
      if (stay.endpoint() == endpoint && at - stay.asked() >= 0) {
        least = Math.min(least, at - stay.removed());
      }
    }
    return least;
  }
}
