package io.sluice.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plugins that come with the gateway, each registered over REST and tried on real requests. */
final class ShelfIT {

  @TempDir static Path folder;

  private static Distribution gateway;
  private static User user;

  private final List<LocalEndpoint> endpoints = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    gateway =
        Distribution.start(
            folder,
            """
            defaults: {balancer: round-robin, limiter: none, probe: http}
            """);
    user = new User(gateway);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @AfterEach
  void closeEndpoints() {
    endpoints.forEach(LocalEndpoint::close);
  }

  @Test
  void headersAreChangedOnBothWays() throws Exception {
    register(
        "headers",
        1,
        """
        "filters": [{"name": "headers",
          "request": {"set": {"X-Tenant": "books"}, "remove": ["X-Debug"]},
          "response": {"set": {"X-Frame-Options": "DENY"}, "remove": ["X-Endpoint"]}}]
        """);
    HttpResponse<String> answer =
        user.send(user.to("/headers/a").header("X-Debug", "1").header("X-Tenant", "evil").build());
    assertEquals(200, answer.statusCode());
    assertTrue(answer.body().contains("\nx-tenant: books\n"), answer.body());
    assertFalse(answer.body().contains("evil"), answer.body());
    assertFalse(answer.body().contains("x-debug"), answer.body());
    assertEquals("DENY", answer.headers().firstValue("X-Frame-Options").orElse(""));
    assertTrue(answer.headers().firstValue("X-Endpoint").isEmpty());
  }

  @Test
  void aFieldOfTheConnectionIsRefusedWithItsPlace() throws Exception {
    HttpResponse<String> refusal =
        user.post(
            "refused",
            """
            {"endpoints": [], "filters": [{"name": "headers", "request": {"set": {"TE": "x"}}}]}
            """);
    assertEquals(422, refusal.statusCode());
    assertTrue(refusal.body().contains("/filters/0/request/set/TE"), refusal.body());
  }

  @Test
  void pathsAreRewritten() throws Exception {
    register(
        "rewrite",
        1,
        """
        "filters": [{"name": "rewrite", "rules": [
          {"path": "/rewrite/latest", "to": "/rewrite/v2/current"},
          {"prefix": "/rewrite/v1", "to": "/rewrite/v2"}]}]
        """);
    assertTrue(user.get("/rewrite/v1/a%20b?q=/v1").body().startsWith("GET /v2/a%20b?q=/v1\n"));
    assertTrue(user.get("/rewrite/latest").body().startsWith("GET /v2/current\n"));
    assertTrue(user.get("/rewrite/v10").body().startsWith("GET /v10\n"));
  }

  @Test
  void preflightsAreAnsweredAndPagesMayReadAnswers() throws Exception {
    register(
        "cors",
        1,
        """
        "filters": [{"name": "cors", "origins": ["https://shop.example"], "methods": ["PUT"],
          "headers": ["X-Token"], "credentials": true}]
        """);
    HttpResponse<String> preflight = preflight("https://shop.example");
    assertEquals(204, preflight.statusCode(), preflight.body());
    assertEquals("https://shop.example", field(preflight, "Access-Control-Allow-Origin"));
    assertEquals("PUT", field(preflight, "Access-Control-Allow-Methods"));
    assertEquals("x-token", field(preflight, "Access-Control-Allow-Headers"));
    assertEquals(403, preflight("https://evil.example").statusCode());
    assertEquals(0, endpoints.getFirst().requests());

    HttpResponse<String> answer =
        user.send(user.to("/cors/").header("Origin", "https://shop.example").build());
    assertEquals(200, answer.statusCode());
    assertEquals("https://shop.example", field(answer, "Access-Control-Allow-Origin"));
    assertEquals("true", field(answer, "Access-Control-Allow-Credentials"));
    assertEquals("Origin", field(answer, "Vary"));
  }

  @Test
  void aKeyOpensTheServiceAndItsOwnerIsTold() throws Exception {
    register(
        "keys",
        1,
        """
        "filters": [{"name": "api-key", "header": "X-API-Key", "query": "key",
          "keys": [{"name": "shop", "sha256": "%s"}]}]
        """
            .formatted(sha256("open sesame")));
    HttpResponse<String> refusal = user.get("/keys/?key=guess");
    assertEquals(401, refusal.statusCode());
    assertEquals("ApiKey realm=\"keys\"", field(refusal, "WWW-Authenticate"));
    assertEquals("application/problem+json", field(refusal, "Content-Type"));
    assertEquals(0, endpoints.getFirst().requests());

    HttpResponse<String> byField =
        user.send(
            user.to("/keys/a")
                .header("X-API-Key", "open sesame")
                .header("X-API-Key-Name", "admin")
                .build());
    assertEquals(200, byField.statusCode());
    assertTrue(byField.body().contains("\nx-api-key-name: shop\n"), byField.body());
    assertFalse(byField.body().contains("sesame"), byField.body());
    assertFalse(byField.body().contains("admin"), byField.body());

    HttpResponse<String> byQuery = user.get("/keys/a?b=c&key=open%20sesame");
    assertTrue(byQuery.body().startsWith("GET /a?b=c\n"), byQuery.body());
    assertFalse(String.join("\n", gateway.lines()).contains("sesame"));
  }

  @Test
  void aSlowEndpointIsAvoidedOnceItIsKnown() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    endpoints.add(
        LocalEndpoint.start(exchange -> {
          waitFor(never, 300);
          echo(exchange);
        }));
    register("ewma", 2, "\"balancer\": \"peak-ewma\"");
    for (int i = 0; i < 40; i++) {
      assertEquals(200, user.get("/ewma/").statusCode());
    }
    assertTrue(endpoints.getFirst().requests() <= 3, () -> endpoints.getFirst().requests() + "");
  }

  @Test
  void aKeyStaysWithItsEndpointAndOnlyThoseOfOneThatGoesMove() throws Exception {
    register(
        "hash", 4, "\"balancer\": {\"name\": \"consistent-hash\", \"key\": \"header:X-User\"}");
    List<String> before = homes();
    assertEquals(before, homes());
    assertEquals(4, Set.copyOf(before).size());

    LocalEndpoint gone = endpoints.get(1);
    List<LocalEndpoint> rest = endpoints.stream().filter(one -> one != gone).toList();
    assertEquals(200, user.post("hash", User.array(rest)).statusCode());
    List<String> after = homes();
    for (int i = 0; i < before.size(); i++) {
      if (!before.get(i).equals(gone.address())) {
        assertEquals(before.get(i), after.get(i));
      }
    }
  }

  @Test
  void requestsBeyondAFixedLimitAreRejectedUntilOneEnds() throws Exception {
    beyondTheLimit("fixed", "{\"name\": \"concurrency\", \"limit\": 2, \"retryAfter\": \"3s\"}");
  }

  @Test
  void requestsBeyondAnAdaptiveLimitAreRejectedUntilOneEnds() throws Exception {
    beyondTheLimit(
        "adaptive",
        """
        {"name": "adaptive-concurrency", "initialLimit": 2, "minLimit": 1, "retryAfter": "3s"}
        """);
  }

  private void beyondTheLimit(String service, String limiter) throws Exception {
    Semaphore arrived = new Semaphore(0);
    CountDownLatch released = new CountDownLatch(1);
    endpoints.add(
        LocalEndpoint.start(exchange -> {
          arrived.release();
          LocalEndpoint.await(released);
          echo(exchange);
        }));
    register(service, 1, "\"limiter\": " + limiter);
    List<CompletableFuture<HttpResponse<String>>> open = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      HttpRequest request = user.to("/" + service + "/").build();
      open.add(user.client().sendAsync(request, BodyHandlers.ofString()));
    }
    assertTrue(arrived.tryAcquire(2, 10, TimeUnit.SECONDS));
    HttpResponse<String> rejected = user.get("/" + service + "/");
    assertEquals(429, rejected.statusCode());
    assertEquals("3", field(rejected, "Retry-After"));
    released.countDown();
    for (CompletableFuture<HttpResponse<String>> answer : open) {
      assertEquals(200, answer.get(10, TimeUnit.SECONDS).statusCode());
    }
    User.await("a place", () -> status("/" + service + "/") == 200);
  }

  @Test
  void eachValueOfAFieldHasABucket() throws Exception {
    register(
        "buckets",
        1,
        """
        "limiter": {"name": "token-bucket", "key": "header:X-User", "capacity": 1,
          "refillPerSecond": 0.001}
        """);
    assertEquals(200, as("ann", "/buckets/").statusCode());
    assertEquals(429, as("ann", "/buckets/other").statusCode());
    assertEquals(200, as("ben", "/buckets/").statusCode());
  }

  @Test
  void anEndpointThatOnlyAcceptsConnectionsIsReadyToATcpProbe() throws Exception {
    try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      user.register(
          "mute",
          """
          {"endpoints": ["127.0.0.1:%d"], "probe": {"name": "tcp", "interval": "200ms"}}
          """
              .formatted(mute.getLocalPort()));
      User.await("a probe", () -> registered("mute").contains("probeLatencyMillis"));
      assertFalse(registered("mute").contains("\"state\":\"down\""), registered("mute"));
    }
    User.await("it is down", () -> registered("mute").contains("\"state\":\"down\""));
  }

  @Test
  void anEndpointIsUnwellWithoutTheExpectedText() throws Exception {
    String probe = "\"probe\": {\"name\": \"http\", \"interval\": \"200ms\", \"body\": \"%s\"}";
    register("text", 1, probe.formatted("well"));
    User.await("a probe", () -> registered("text").contains("probeLatencyMillis"));
    assertEquals(200, user.get("/text/").statusCode());
    register("illtext", 1, probe.formatted("ill"));
    User.await("it is down", () -> registered("illtext").contains("\"state\":\"down\""));
    assertTrue(registered("illtext").contains("expected text"), registered("illtext"));
    assertEquals(503, user.get("/illtext/").statusCode());
  }

  /** Registers a service with as many endpoints that tell what they were asked. */
  private void register(String service, int size, String policies) throws Exception {
    List<LocalEndpoint> own = new ArrayList<>(endpoints);
    while (own.size() < size) {
      own.add(LocalEndpoint.start(ShelfIT::echo));
    }
    endpoints.clear();
    endpoints.addAll(own);
    user.register(service, "{\"endpoints\": %s, %s}".formatted(User.array(own), policies.strip()));
  }

  /** Answers with the request line, the fields in lower case, and the endpoint's address. */
  private static void echo(HttpExchange exchange) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append(exchange.getRequestMethod()).append(' ').append(exchange.getRequestURI());
    exchange
        .getRequestHeaders()
        .forEach((name, values) ->
            values.forEach(value ->
                text.append('\n')
                    .append(name.toLowerCase(Locale.ROOT))
                    .append(": ")
                    .append(value)));
    byte[] bytes = text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    exchange
        .getResponseHeaders()
        .set("X-Endpoint", "127.0.0.1:" + exchange.getLocalAddress().getPort());
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static void waitFor(CountDownLatch latch, long millis) {
    try {
      latch.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Which endpoint each of 60 users' requests goes to when it is the only one: beside others it
   * goes elsewhere if its own endpoint is full.
   */
  private static List<String> homes() throws Exception {
    List<String> homes = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      User.await(
          "nothing is in flight", () -> !registered("hash").matches(".*\"inFlight\":[1-9].*"));
      homes.add(field(as("user" + i, "/hash/"), "X-Endpoint"));
    }
    return homes;
  }

  private static HttpResponse<String> as(String name, String path) throws Exception {
    return user.send(user.to(path).header("X-User", name).build());
  }

  private static HttpResponse<String> preflight(String origin) throws Exception {
    return user.send(
        user.to("/cors/")
            .method("OPTIONS", BodyPublishers.noBody())
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "PUT")
            .header("Access-Control-Request-Headers", "x-token")
            .build());
  }

  private static String field(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static int status(String path) {
    try {
      return user.get(path).statusCode();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String registered(String service) {
    try {
      return User.compact(user.getAdmin("/services/" + service).body());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String sha256(String key) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
  }
}
