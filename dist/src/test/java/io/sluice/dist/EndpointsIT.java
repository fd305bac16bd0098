package io.sluice.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The endpoints of a service, changed one by one while requests keep coming. */
final class EndpointsIT {
  private static final int CONNECTIONS = 8;
  private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();

  private final List<LocalEndpoint> endpoints = new ArrayList<>();
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
         "probe": {"name": "http", "interval": "5s"}}
        """
            .formatted(User.array(endpoints)));
  }

  @AfterEach
  void stop() {
    gateway.close();
    endpoints.forEach(LocalEndpoint::close);
  }

  private String path(LocalEndpoint endpoint) {
    return "/api/v1/services/books/endpoints/" + endpoint.address();
  }

  private HttpResponse<String> send(String method, String path, String json)
      throws IOException, InterruptedException {
    return user.send(
        user.toAdmin(path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json))
            .build());
  }

  private HttpResponse<String> post(String path) throws IOException, InterruptedException {
    return user.send(user.toAdmin(path).POST(BodyPublishers.noBody()).build());
  }

  private SteadyClients load() {
    return SteadyClients.start(CONNECTIONS, gateway.traffic().resolve("/books/"));
  }

  private static void assertNoneFailed(SteadyClients clients) {
    clients.stop();
    assertEquals(List.of(), clients.failures());
  }

  @Test
  void whatIsDrainedGetsNothingNewAndNoRequestFails() throws Exception {
    LocalEndpoint drained = endpoints.getFirst();
    try (SteadyClients clients = load()) {
      User.await("requests at each", () -> endpoints.stream().allMatch(e -> e.requests() > 20));
      HttpResponse<String> answer = post(path(drained) + "/drain");
      assertEquals(200, answer.statusCode(), answer.body());
      assertTrue(User.compact(answer.body()).contains("\"state\":\"draining\""), answer.body());
      LockSupport.parkNanos(SECOND_NANOS);
      long then = drained.requests();
      long answers = clients.answers();
      User.await("more answers", () -> clients.answers() > answers + 200);
      assertEquals(then, drained.requests());
      assertTrue(
          user.getAdmin("/metrics")
              .body()
              .contains(
                  "sluice_endpoint_state{endpoint=\"%s\",service=\"books\",state=\"draining\"} 1"
                      .formatted(drained.address())));
      assertEquals(200, post(path(drained) + "/undrain").statusCode());
      User.await("requests again", () -> drained.requests() > then + 20);
      assertNoneFailed(clients);
    }
  }

  @Test
  void whatIsDrainedGetsNothingEvenIfItIsTheOnlyOne() throws Exception {
    for (LocalEndpoint endpoint : endpoints) {
      post(path(endpoint) + "/drain");
    }
    assertEquals(503, user.get("/books/").statusCode());
  }

  @Test
  void aWeightShiftsTheTraffic() throws Exception {
    LocalEndpoint heavy = endpoints.getFirst();
    HttpResponse<String> answer = send("PUT", path(heavy), "{\"weight\": 8}");
    assertEquals(200, answer.statusCode(), answer.body());
    long before = heavy.requests();
    for (int i = 0; i < 100; i++) {
      assertEquals(200, user.get("/books/").statusCode());
    }
    long mine = heavy.requests() - before;
    assertTrue(mine >= 78 && mine <= 82, "of 100 requests it got " + mine);
  }

  @Test
  void whatIsNotRenewedGoesAndItsOwnerIsToldSo() throws Exception {
    try (LocalEndpoint guest = LocalEndpoint.start();
        SteadyClients clients = load()) {
      String spec = "{\"address\": \"%s\", \"ttl\": \"1s\"}".formatted(guest.address());
      HttpResponse<String> added = send("POST", "/api/v1/services/books/endpoints", spec);
      assertEquals(201, added.statusCode(), added.body());
      for (int i = 0; i < 6; i++) { // three times as long as it would live
        LockSupport.parkNanos(SECOND_NANOS / 2);
        assertEquals(204, post(path(guest) + "/heartbeat").statusCode());
      }
      assertTrue(guest.requests() > 20);
      User.await("it goes", () -> status(path(guest)) == 404);
      assertEquals(404, post(path(guest) + "/heartbeat").statusCode());
      assertNoneFailed(clients);
      assertEquals(201, send("PUT", path(guest), spec).statusCode());
    }
  }

  private int status(String path) {
    try {
      return user.getAdmin(path).statusCode();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  @Test
  void aProbeIsMadeNowAndCountsLikeAnyOther() throws Exception {
    LocalEndpoint endpoint = endpoints.getFirst();
    String well = User.compact(post(path(endpoint) + "/probe").body());
    assertTrue(well.contains("\"healthy\":true"), well);
    assertTrue(well.contains("\"durationMillis\":"), well);
    endpoint.close();
    for (int i = 0; i < 3; i++) {
      String ill = User.compact(post(path(endpoint) + "/probe").body());
      assertTrue(ill.contains("\"healthy\":false"), ill);
    }
    String shown = User.compact(user.getAdmin(path(endpoint)).body());
    assertTrue(shown.contains("\"state\":\"down\""), shown);
  }

  @Test
  void aServiceOfItsOwnIsRegisteredByTheDefaultsIfThatIsWished() throws Exception {
    String path = "/api/v1/services/shop/endpoints/" + endpoints.getFirst().address();
    assertEquals(404, send("PUT", path, "{}").statusCode());
    HttpResponse<String> answer = send("PUT", path + "?create=true", "{}");
    assertEquals(201, answer.statusCode(), answer.body());
    assertEquals(200, user.get("/shop/").statusCode());
    assertEquals(204, send("DELETE", path, "").statusCode());
    assertEquals(503, user.get("/shop/").statusCode());
  }
}
