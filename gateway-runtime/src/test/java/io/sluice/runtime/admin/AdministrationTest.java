package io.sluice.runtime.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.plugin.Settings;
import io.sluice.runtime.registry.Change;
import io.sluice.runtime.registry.Specification;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What administrators see and change, behind a real listener, on a real registry. */
final class AdministrationTest {

  private static final String ADDRESSES = "[\"127.0.0.1:9001\", \"127.0.0.1:9002\"]";

  private final AdminFixture admin = new AdminFixture();

  @AfterEach
  void close() {
    admin.close();
  }

  @Test
  void aListOfAddressesRegistersAServiceThatIsThenShown() throws IOException {
    AdminFixture.Answer created = admin.json("POST", "/services/books", ADDRESSES);
    assertEquals(201, created.status(), created.text());
    assertTrue(created.text().contains("Location: /api/v1/services/books"), created.text());
    AdminFixture.Answer shown = admin.get("/services/books");
    assertEquals(200, shown.status());
    assertTrue(shown.text().contains("\"address\" : \"127.0.0.1:9001\""), shown.text());
    assertTrue(shown.text().contains("\"state\" : \"unknown\""), shown.text());
    assertTrue(shown.text().contains("\"inFlight\" : 0"), shown.text());
    assertEquals(200, admin.json("POST", "/api/v1/services/books", ADDRESSES).status());
    assertTrue(admin.get("/services").text().contains("\"name\" : \"books\""));
    assertTrue(admin.get("/api/v1/services").text().contains("\"name\" : \"books\""));
  }

  @Test
  void aWholeServiceIsRegisteredAndTakenOut() throws IOException {
    AdminFixture.Answer created =
        admin.json(
            "PUT",
            "/services/books",
            "{\"endpoints\":[{\"address\":\"a.example:80\",\"weight\":3}],\"paths\":[\"/b\"]}");
    assertEquals(201, created.status(), created.text());
    assertTrue(created.text().contains("\"weight\" : 3"), created.text());
    assertEquals(204, admin.send("DELETE", "/services/books", "", "").status());
    assertEquals(404, admin.get("/services/books").status());
    assertEquals(404, admin.send("DELETE", "/services/books", "", "").status());
  }

  @Test
  void whatIsShownCanBeSentBack() throws IOException {
    String full =
        "{\"endpoints\":[\"a:1\",{\"address\":\"b:2\",\"weight\":3}],"
            + "\"tags\":[\"team:reading\",\"x\"],\"hosts\":[\"*.example\"],\"host\":\"inner\"}";
    assertEquals(201, admin.json("PUT", "/services/books", full).status());
    Specification registered = admin.registry().view("books").orElseThrow().spec();
    String shown = admin.get("/services/books").text();
    AdminFixture.Answer again =
        admin.json("PUT", "/services/books", shown.substring(shown.indexOf("\r\n\r\n") + 4));
    assertEquals(200, again.status(), again.text());
    assertEquals(registered, admin.registry().view("books").orElseThrow().spec());
    assertEquals(List.of("team:reading", "x"), registered.toMap().get("tags"));
  }

  @Test
  void anUnknownParameterIsNamedWithTheNearestKnownOne() throws IOException {
    AdminFixture.Answer answer = admin.get("/services?limt=3");
    assertEquals(400, answer.status(), answer.text());
    assertTrue(answer.text().contains("\"part\" : \"limt\""), answer.text());
    assertEquals(200, admin.get("/livez?verbose").status());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[\"a:1\", ] | 400 | \"column\" : 9",
        "{\"a\":1,\"a\":2} | 400 | \"line\" : 1",
        "[] [] | 400 | follows the end",
        "'' | 400 | empty",
        "[\"a\"] | 422 | \"pointer\" : \"/0\"",
        "[null] | 422 | \"pointer\" : \"/0\"",
        "\"a:1\" | 422 | expected a list",
        "{\"endpoints\":[],\"balncer\":{}} | 422 | \"pointer\" : \"/balncer\"",
        "{\"endpoints\":[],\"balancer\":{\"name\":\"x\"}} | 422 | \"pointer\" : \"/balancer/name\"",
        "[1e999999999] | 422 | \"pointer\" : \"/0\"",
      })
  void aFaultIsNamedWithItsPlaceAndNothingChanges(String body, int status, String place)
      throws IOException {
    AdminFixture.Answer answer = admin.json("POST", "/services/books", body);
    assertEquals(status, answer.status(), answer.text());
    assertTrue(answer.text().contains("application/problem+json"), answer.text());
    assertTrue(answer.text().contains(place), answer.text());
    assertEquals(List.of(), admin.registry().views());
  }

  @ParameterizedTest
  @ValueSource(strings = {"services", "metrics", "a%2Fb", "a%24", "a b"})
  void aNameThatIsReservedOrNoneIsRefused(String name) throws IOException {
    int status = admin.json("POST", "/services/" + name, ADDRESSES).status();
    boolean isUnreadable = name.contains(" ") || name.contains("%2F");
    assertEquals(isUnreadable ? 400 : 422, status);
  }

  @Test
  void aDeclaredServiceIsReadOnly() throws IOException {
    admin
        .registry()
        .apply(
            new Change.Boot(
                Map.of(
                    admin
                        .rooms()
                        .reader()
                        .service("fixed", Settings.of(Map.of("endpoints", List.of("a:1")))),
                    "/services/fixed")));
    assertEquals(409, admin.json("PUT", "/services/fixed", ADDRESSES).status());
    assertEquals(409, admin.send("DELETE", "/services/fixed", "", "").status());
  }

  @Test
  void whatIsNotThereAndWhatIsNotPossibleIsSaid() throws IOException {
    assertEquals(404, admin.get("/").status());
    assertEquals(404, admin.get("/services/").status());
    assertEquals(404, admin.get("/services/a/b").status());
    assertEquals(404, admin.get("/api/v1/metrics").status());
    AdminFixture.Answer answer = admin.send("PATCH", "/services/books", "", "");
    assertEquals(405, answer.status());
    assertTrue(answer.text().contains("Allow: DELETE, GET, HEAD, POST, PUT"), answer.text());
    assertTrue(answer.text().contains("method-not-allowed"), answer.text());
  }

  @Test
  void headHasNoContent() throws IOException {
    AdminFixture.Answer answer = admin.send("HEAD", "/services", "", "");
    assertEquals(200, answer.status());
    assertTrue(answer.text().endsWith("\r\n\r\n"), answer.text());
    assertFalse(answer.text().contains("Content-Length: 0"), answer.text());
  }

  @Test
  void readinessFollowsTheGateway() throws IOException {
    assertEquals(200, admin.get("/readyz").status());
    admin.ready(false);
    assertEquals(503, admin.get("/readyz").status());
  }

  @Test
  void metersAndPluginsAreShown() throws IOException {
    assertTrue(admin.get("/metrics").text().contains("sluice_build_info{version=\"1.2.3\"} 1"));
    assertTrue(
        admin
            .send("GET", "/metrics", "Accept: application/openmetrics-text\r\n", "")
            .text()
            .endsWith("# EOF\n"));
    assertTrue(admin.get("/api/v1/plugins").text().contains("\"name\" : \"least-connections\""));
  }
}
