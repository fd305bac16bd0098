package io.sluice.dist;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What users of the Go gateway are used to holds on the profile that is shipped for them. */
final class GoGatewayIT {
  private static final int REQUESTS = 30;

  private final List<LocalEndpoint> endpoints = new ArrayList<>();
  private final Semaphore arrived = new Semaphore(0);
  private final CountDownLatch released = new CountDownLatch(1);
  private Distribution gateway;
  private User user;

  @BeforeEach
  void startOnTheProfile() throws IOException {
    gateway =
        Distribution.start(
            Map.of("ADMIN_ADDR", "traffic"),
            "--config",
            Distribution.home().resolve("conf/go-gateway.yaml").toString());
    user = new User(gateway);
  }

  @AfterEach
  void stop() {
    released.countDown();
    gateway.close();
    endpoints.forEach(LocalEndpoint::close);
  }

  /** Registers three endpoints, in the way {@code curl -d} does. */
  private void registerBooks(LocalEndpoint.Answer answer) throws Exception {
    for (int i = 0; i < 3; i++) {
      endpoints.add(LocalEndpoint.start(answer));
      endpoints.getLast().warmUp();
    }
    HttpResponse<String> registered =
        user.send(
            user.to("/services/books")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(User.array(endpoints)))
                .build());
    assertEquals(2, registered.statusCode() / 100, registered.body());
  }

  private List<Long> requests() {
    return endpoints.stream().map(LocalEndpoint::requests).toList();
  }

  private String registered() {
    return described("books");
  }

  private String described(String service) {
    try {
      return user.getAdmin("/services/" + service).body();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void requestsOneAfterAnotherReachAllEndpoints() throws Exception {
    registerBooks(LocalEndpoint::ok);
    for (int i = 0; i < REQUESTS; i++) {
      assertEquals(200, user.get("/route/books").statusCode());
    }
    assertTrue(requests().stream().allMatch(count -> count > 0), () -> requests() + registered());
  }

  @Test
  void requestsOneAfterAnotherReachAllEndpointsOfKnownLatency() throws Exception {
    registerBooks(LocalEndpoint::ok);
    user.register(
        "tales",
        """
        {"endpoints": %s, "limiter": "none", "probe": {"name": "http", "interval": "200ms"}}
        """
            .formatted(User.array(endpoints)));
    User.await(
        "latencies are known", () -> described("tales").split("balancerLatency").length == 4);
    for (int round = 1; round <= 10; round++) {
      List<Long> before = requests();
      for (int i = 0; i < REQUESTS; i++) {
        assertEquals(200, user.get("/route/tales").statusCode());
      }
      List<Long> after = requests();
      for (int i = 0; i < after.size(); i++) {
        assertTrue(after.get(i) > before.get(i), () -> before + " " + after + described("tales"));
      }
    }
  }

  @Test
  void requestsThatStayOpenAreSpreadEvenly() throws Exception {
    registerBooks(exchange -> {
      arrived.release();
      LocalEndpoint.await(released);
      LocalEndpoint.ok(exchange);
    });
    List<CompletableFuture<HttpResponse<String>>> open = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      open.add(user.client().sendAsync(user.to("/route/books").build(), BodyHandlers.ofString()));
      assertTrue(arrived.tryAcquire(10, TimeUnit.SECONDS), "Request " + i + " does not arrive");
    }
    assertEquals(List.of(10L, 10L, 10L), requests());
    released.countDown();
    for (CompletableFuture<HttpResponse<String>> answer : open) {
      assertEquals(200, answer.get(10, TimeUnit.SECONDS).statusCode());
    }
  }

  @Test
  void aBurstIsLimitedAndTheWaitThatIsToldIsEnough() throws Exception {
    registerBooks(LocalEndpoint::ok);
    user.getAdmin("/services");
    long start = System.nanoTime();
    List<HttpResponse<String>> answers = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      answers.add(user.get("/route/books"));
    }
    long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
    Map<Integer, Long> counts =
        answers.stream().collect(groupingBy(HttpResponse::statusCode, counting()));
    long passed = counts.getOrDefault(200, 0L);
    assertTrue(passed >= 100 && passed <= 100 + Math.max(2, seconds + 1), counts.toString());
    assertEquals(150 - passed, counts.get(429), counts.toString());

    long wait = Long.parseLong(answers.getLast().headers().firstValue("Retry-After").orElseThrow());
    assertTrue(wait >= 1 && wait <= 2, "Retry-After: " + wait);
    long told = System.nanoTime();
    while (user.get("/route/books").statusCode() != 200) {
      Duration waited = Duration.ofNanos(System.nanoTime() - told);
      assertTrue(waited.toSeconds() <= wait, () -> "refused after " + waited);
    }
  }
}
