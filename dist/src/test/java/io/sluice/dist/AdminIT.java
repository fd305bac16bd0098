package io.sluice.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the registry API accepts, and how it says what it does not. */
final class AdminIT {
  private static final String PROBLEM = "application/problem+json";

  @TempDir static Path folder;

  private static Distribution gateway;
  private static LocalEndpoint endpoint;
  private static User user;

  @BeforeAll
  static void start() throws Exception {
    endpoint = LocalEndpoint.start();
    gateway =
        Distribution.start(
            folder,
            """
            defaults: {balancer: least-connections, limiter: token-bucket, probe: http}
            services:
              declared: {endpoints: ["%s"]}
            """
                .formatted(endpoint.address()));
    user = new User(gateway);
    user.register("kept", "[\"" + endpoint.address() + "\"]");
  }

  @AfterAll
  static void stop() {
    gateway.close();
    endpoint.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [                                                       | 400 | "line":1
          ["127.0.0.1:1"] []                                      | 400 | "column":17
          {"endpoints": [], "endpoints": []}                      | 400 | endpoints
          "127.0.0.1:1"                                           | 422 | "pointer":""
          [1]                                                     | 422 | "pointer":"/0"
          ["127.0.0.1:1", "nonsense"]                             | 422 | "pointer":"/1"
          ["127.0.0.1:99999"]                                     | 422 | "pointer":"/0"
          ["127.0.0.1:1", "127.0.0.1:1"]                          | 422 | twice
          [null]                                                  | 422 | "pointer":"/0"
          {}                                                      | 422 | endpoints
          {"endpoints": [], "limitr": "none"}                     | 422 | limiter
          {"endpoints": [{"adress": "127.0.0.1:1"}]}              | 422 | "pointer":"/endpoints/0
          {"endpoints": [], "paths": ["books"]}                   | 422 | "pointer":"/paths/0"
          {"endpoints": [], "balancer": "least-connection"}       | 422 | least-connections
          {"endpoints": [], "limiter": {"capacty": 5}}            | 422 | capacity
          {"endpoints": [], "limiter": {"capacity": 0}}           | 422 | "pointer":"/limiter/capacity"
          {"endpoints": [], "probe": {"interval": "soon"}}        | 422 | "pointer":"/probe/interval"
          """)
  void whatIsWrongIsToldWithItsPlaceAndNothingChanges(String document, int status, String told)
      throws Exception {
    String before = registered("kept");
    HttpResponse<String> answer = user.post("kept", document);
    assertEquals(status, answer.statusCode(), answer.body());
    assertEquals(PROBLEM, answer.headers().firstValue("Content-Type").orElseThrow());
    assertTrue(User.compact(answer.body()).contains(told), answer.body());
    assertEquals(before, registered("kept"));
    assertEquals(404, user.getAdmin("/services/never").statusCode());
  }

  @ParameterizedTest
  @CsvSource({"a%20b", "..", "%2e%2e", "a%2Fb", "%00", "book$"})
  void aBadNameIsRefused(String name) throws Exception {
    String before = names();
    HttpResponse<String> answer = user.post(name, "[]");
    assertTrue(answer.statusCode() / 100 == 4, answer.statusCode() + answer.body());
    assertEquals(before, names());
  }

  @Test
  void aDeclaredServiceIsReadOnly() throws Exception {
    assertEquals(409, user.post("declared", "[]").statusCode());
    HttpRequest delete = user.toAdmin("/services/declared").DELETE().build();
    HttpResponse<String> answer = user.send(delete);
    assertEquals(409, answer.statusCode());
    assertEquals(PROBLEM, answer.headers().firstValue("Content-Type").orElseThrow());
    assertEquals(200, user.get("/declared/").statusCode());
  }

  @Test
  void aServiceComesAndGoes() throws Exception {
    user.register("guest", "[\"" + endpoint.address() + "\"]");
    assertEquals(200, user.get("/guest/").statusCode());
    HttpRequest delete = user.toAdmin("/services/guest").DELETE().build();
    assertEquals(204, user.send(delete).statusCode());
    assertEquals(404, user.get("/guest/").statusCode());
    assertEquals(404, user.send(delete).statusCode());
  }

  @Test
  void jsonUnderAnotherContentTypeIsRefused() throws Exception {
    HttpResponse<String> answer =
        user.send(user.toAdmin("/services/kept").POST(BodyPublishers.ofString("[]")).build());
    assertEquals(415, answer.statusCode(), answer.body());
  }

  @Test
  void theTokenIsAskedFor() throws Exception {
    try (Distribution locked =
        Distribution.start(Map.of("ADMIN_TOKEN", "open-sesame-0123456789"))) {
      User someone = new User(locked);
      assertEquals(401, someone.getAdmin("/services").statusCode());
      assertEquals(401, someone.post("books", "[]").statusCode());
      assertEquals(200, someone.getAdmin("/livez").statusCode());
      assertEquals(200, asked(someone, "open-sesame-0123456789"));
      assertEquals(401, asked(someone, "open-sesame-0123456780"));
    }
  }

  private static int asked(User someone, String token) throws IOException, InterruptedException {
    return someone
        .send(someone.toAdmin("/services").header("Authorization", "Bearer " + token).build())
        .statusCode();
  }

  /** The names of all services. */
  private static String names() throws IOException, InterruptedException {
    String document = user.getAdmin("/services").body();
    return Pattern.compile("\"name\"[^,]*,\\s*\"endpoints\"")
        .matcher(document)
        .results()
        .map(MatchResult::group)
        .toList()
        .toString();
  }

  /** What is registered, without what probes change. */
  private static String registered(String service) throws IOException, InterruptedException {
    return User.compact(user.getAdmin("/services/" + service).body())
        .replaceAll("\"(state|since|reason)\":\"[^\"]*\",?", "")
        .replaceAll(",?\"(probe|balancer)LatencyMillis\":[0-9.E-]*", "");
  }
}
