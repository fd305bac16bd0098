package io.sluice.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Endpoints fall and come back while requests keep coming. */
final class HealthIT {
  private static final int CLIENTS = 4;

  private final List<LocalEndpoint> endpoints = new ArrayList<>();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final LongAdder answered = new LongAdder();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final List<Thread> clients = new ArrayList<>();
  private Distribution gateway;
  private User user;

  @BeforeEach
  void start() throws Exception {
    gateway = Distribution.start();
    user = new User(gateway);
    for (int i = 0; i < 3; i++) {
      endpoints.add(LocalEndpoint.start());
    }
    user.register(
        "books",
        """
        {"endpoints": %s, "limiter": "none", "balancer": "round-robin",
         "probe": {"name": "http", "interval": "300ms"}}
        """
            .formatted(User.array(endpoints)));
    User.await("a first probe of each", () -> endpoints.stream().allMatch(this::wasProbed));
  }

  @AfterEach
  void stop() throws InterruptedException {
    endLoad();
    gateway.close();
    endpoints.forEach(LocalEndpoint::close);
  }

  @Test
  void anEndpointThatDiesIsTakenOutAndComesBackAndNoRequestFails() throws Exception {
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(Thread.ofVirtual().start(this::keepAsking));
    }
    LocalEndpoint dying = endpoints.getFirst();
    User.await("some requests at each", () -> endpoints.stream().allMatch(e -> e.requests() > 20));

    dying.close();
    User.await("the endpoint is down", () -> isDown(described(dying)));
    assertTrue(consecutiveFailures(described(dying)) >= 3, described(dying));

    LocalEndpoint revived = dying.restart();
    endpoints.set(0, revived);
    User.await("requests at the revived endpoint", () -> revived.requests() > 20);
    assertFalse(isDown(described(revived)), described(revived));

    endLoad();
    assertEquals(List.of(), List.copyOf(failures), answered + " requests were answered");
  }

  @Test
  void anEndpointIsDownFromTheThirdFailedProbeOn() throws Exception {
    LocalEndpoint dying = endpoints.getFirst();
    dying.close();
    User.await(
        "the endpoint is down",
        () -> {
          String described = described(dying);
          boolean down = isDown(described);
          assertEquals(consecutiveFailures(described) >= 3, down, described);
          return down;
        });
  }

  private void keepAsking() {
    try {
      while (!ended.get()) {
        int status = user.get("/books/").statusCode();
        if (status == 200) {
          answered.increment();
        } else {
          failures.add("status " + status);
        }
      }
    } catch (IOException | InterruptedException e) {
      failures.add(e.toString());
    }
  }

  private void endLoad() throws InterruptedException {
    ended.set(true);
    for (Thread client : clients) {
      client.join();
    }
  }

  private boolean wasProbed(LocalEndpoint endpoint) {
    return described(endpoint).contains("probeLatencyMillis");
  }

  private static boolean isDown(String described) {
    return described.contains("\"state\":\"down\"");
  }

  private static long consecutiveFailures(String described) {
    Matcher matcher = Pattern.compile("\"consecutiveFailures\":(\\d+)").matcher(described);
    assertTrue(matcher.find());
    return Long.parseLong(matcher.group(1));
  }

  /** What the registry says about an endpoint. */
  private String described(LocalEndpoint endpoint) {
    try {
      String document = User.compact(user.getAdmin("/services/books").body());
      Matcher matcher =
          Pattern.compile("\\{\"address\":\"" + endpoint.address() + "\",\"state\"[^}]*}")
              .matcher(document);
      assertTrue(matcher.find(), document);
      return matcher.group();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
