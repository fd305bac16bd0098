package io.sluice.runtime.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.runtime.admin.AdminFixture.Answer;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Endpoints one by one, over sockets. */
final class EndpointsApiTest {

  private static final String ALL = "/api/v1/services/books/endpoints";
  private static final String ONE = ALL + "/127.0.0.1:9001";

  private final AdminFixture admin = new AdminFixture();

  @BeforeEach
  void register() throws IOException {
    assertEquals(201, admin.json("PUT", "/services/books", "[\"127.0.0.1:9001\"]").status());
  }

  @AfterEach
  void close() {
    admin.close();
  }

  private static String compact(Answer answer) {
    return answer.text().replaceAll("\\s*([\\[\\]{}:,])\\s*", "$1");
  }

  private int post(String path) throws IOException {
    return admin.send("POST", path, "", "").status();
  }

  @Test
  void oneIsAddedShownChangedAndTakenOut() throws IOException {
    Answer added = admin.json("POST", ALL, "{\"address\": \"[::1]:9002\", \"ttl\": \"30s\"}");
    assertEquals(201, added.status(), added.text());
    assertTrue(added.text().contains("Location: " + ALL + "/%5B::1%5D:9002\r\n"), added.text());
    assertTrue(added.text().contains("ETag: \"2\"\r\n"), added.text());
    String encoded = ALL + "/%5B%3A%3A1%5D%3A9002";
    Answer shown = admin.get(encoded);
    assertEquals(200, shown.status(), shown.text());
    assertTrue(compact(shown).contains("\"weight\":1,\"ttl\":\"30s\",\"status\":{"), shown.text());
    Answer changed = admin.json("PUT", encoded, "{\"weight\": 3, \"status\": {\"x\": 1}}");
    assertEquals(200, changed.status(), changed.text());
    assertTrue(compact(changed).contains("\"weight\":3,\"status\""), changed.text());
    assertTrue(compact(admin.get(ALL)).contains("\"address\":\"127.0.0.1:9001\""));
    assertEquals(204, admin.send("DELETE", encoded, "", "").status());
    assertEquals(404, admin.send("DELETE", encoded, "", "").status());
    assertEquals(404, admin.get(encoded).status());
  }

  @Test
  void drainingLeavesTheRest() throws IOException {
    admin.json("PUT", ONE, "{\"weight\": 5}");
    Answer drained = admin.send("POST", ONE + "/drain", "", "");
    assertEquals(200, drained.status(), drained.text());
    assertTrue(compact(drained).contains("\"weight\":5,\"drain\":true"), drained.text());
    assertTrue(compact(drained).contains("\"state\":\"draining\""), drained.text());
    assertEquals(200, post(ONE + "/undrain"));
    assertTrue(compact(admin.get(ONE)).contains("\"state\":\"unknown\""));
    assertEquals(404, post(ALL + "/127.0.0.1:9/drain"));
  }

  @Test
  void aConditionIsOfTheService() throws IOException {
    Answer stale = admin.send("POST", ONE + "/drain", "If-Match: \"7\"\r\n", "");
    assertEquals(412, stale.status(), stale.text());
    assertEquals(200, admin.send("POST", ONE + "/drain", "If-Match: \"1\"\r\n", "").status());
  }

  @Test
  void aDryRunTellsAndChangesNothing() throws IOException {
    Answer tried = admin.send("DELETE", ONE + "?dryRun=true", "", "");
    assertEquals(200, tried.status(), tried.text());
    assertTrue(
        compact(tried).contains("\"path\":\"/services/books/endpoints/127.0.0.1:9001\""),
        tried.text());
    assertEquals(200, admin.get(ONE).status());
  }

  @Test
  void aServiceThatIsNotThereIsRegisteredIfThatIsWished() throws IOException {
    String path = "/api/v1/services/shop/endpoints/127.0.0.1:9003";
    assertEquals(404, admin.json("PUT", path, "{}").status());
    assertEquals(201, admin.json("PUT", path + "?create=true", "{}").status());
    assertEquals(200, admin.get("/services/shop").status());
    String reserved = "/api/v1/services/metrics/endpoints/127.0.0.1:9003?create=true";
    assertEquals(422, admin.json("PUT", reserved, "{}").status());
  }

  @Test
  void faultsAreToldAtTheirPlace() throws IOException {
    Answer bad = admin.json("POST", ALL, "{\"address\": \"169.254.169.254:80\"}");
    assertEquals(422, bad.status(), bad.text());
    assertTrue(compact(bad).contains("\"pointer\":\"/address\""), bad.text());
    assertEquals(422, admin.json("PUT", ONE, "{\"address\": \"127.0.0.1:9\"}").status());
    assertEquals(422, admin.json("PUT", ONE, "[]").status());
    assertEquals(404, admin.get(ALL + "/x").status());
    assertEquals(404, admin.get("/api/v1/services/none/endpoints").status());
  }

  @Test
  void heartbeatsAndProbesAreOfEndpointsThatAreThere() throws IOException {
    assertEquals(204, post(ONE + "/heartbeat"));
    assertEquals(404, post(ALL + "/127.0.0.1:9/heartbeat"));
    assertEquals(404, post(ALL + "/127.0.0.1:9/probe"));
    assertEquals(409, post(ONE + "/probe"));
  }
}
