package io.sluice.runtime.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changes that are made only if something holds, or only on trial; and changes of everything. */
final class ConditionalChangesTest {

  private static final String JSON = "Content-Type: application/json\r\n";
  private static final Pattern TAG = Pattern.compile("(?i)\r\nETag: (\"[0-9]+\")\r\n");

  private final AdminFixture admin = new AdminFixture();

  @BeforeEach
  void register() throws IOException {
    assertEquals(201, put("/services/books", "", "[\"a:1\"]").status());
  }

  @AfterEach
  void close() {
    admin.close();
  }

  private AdminFixture.Answer put(String path, String fields, String body) throws IOException {
    return admin.send("PUT", path, JSON + fields, body);
  }

  private static String tag(AdminFixture.Answer answer) {
    Matcher matcher = TAG.matcher(answer.text());
    assertTrue(matcher.find(), answer.text());
    return matcher.group(1);
  }

  @Test
  void whoKnowsTheRevisionMayChangeIt() throws IOException {
    String tag = tag(admin.get("/services/books"));
    AdminFixture.Answer changed =
        put("/services/books", "If-Match: \"999\", " + tag + "\r\n", "[\"b:1\"]");
    assertEquals(200, changed.status(), changed.text());
    AdminFixture.Answer stale = put("/services/books", "If-Match: " + tag + "\r\n", "[]");
    assertEquals(412, stale.status(), stale.text());
    assertEquals(tag(changed), tag(stale));
    assertEquals(tag(changed), tag(admin.get("/services/books")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "books | If-Match: * | 200",
        "books | If-None-Match: * | 412",
        "books | If-Match: W/\"1\" | 412",
        "books | If-Match: \"x\" | 412",
        "books | If-Match: \"999\" | 412",
        "books | If-None-Match: \"999\" | 200",
        "books | If-Match: 1 | 400",
        "books | If-None-Match: | 400",
        "other | If-Match: * | 412",
        "other | If-Match: \"1\" | 412",
        "other | If-None-Match: * | 201",
        "other | If-None-Match: \"1\" | 201",
      })
  void aConditionIsAsked(String service, String field, int status) throws IOException {
    AdminFixture.Answer answer = put("/services/" + service, field + "\r\n", "[\"b:1\"]");
    assertEquals(status, answer.status(), answer.text());
  }

  @Test
  void aDryRunChangesNothing() throws IOException {
    AdminFixture.Answer tried = put("/services/books?dryRun=true", "", "[\"b:1\"]");
    assertEquals(200, tried.status(), tried.text());
    assertTrue(tried.text().contains("\"dryRun\" : true"), tried.text());
    assertEquals(200, admin.send("DELETE", "/services/books?dryRun=true", "", "").status());
    assertEquals(404, admin.send("DELETE", "/services/other?dryRun=true", "", "").status());
    assertEquals(422, put("/services/books?dryRun=true", "", "[\"b\"]").status());
    assertEquals(400, put("/services/books?dryRun=yes", "", "[\"b:1\"]").status());
    assertTrue(admin.get("/services/books").text().contains("a:1"));
  }

  @Test
  void theConfigurationIsReplacedAsAWhole() throws IOException {
    String tag = tag(admin.get("/api/v1/config"));
    String both = "{\"services\":{\"shelf\":{\"endpoints\":[]},\"books\":{\"endpoints\":[]}}}";
    String faulty = both.replace("\"shelf\":{", "\"shelf\":{\"x\":1,");
    AdminFixture.Answer refused = put("/api/v1/config", "", faulty);
    assertEquals(422, refused.status(), refused.text());
    assertTrue(refused.text().contains("\"pointer\" : \"/services/shelf/x\""), refused.text());
    AdminFixture.Answer done = put("/api/v1/config", "If-Match: " + tag + "\r\n", both);
    assertEquals(200, done.status(), done.text());
    assertEquals(412, put("/api/v1/config", "If-Match: " + tag + "\r\n", both).status());
    AdminFixture.Answer shown = admin.get("/api/v1/config");
    assertEquals(tag(done), tag(shown));
    assertFalse(shown.text().contains("a:1"), shown.text());
    String known = "If-None-Match: " + tag(shown) + "\r\n";
    assertEquals(304, admin.send("GET", "/api/v1/config", known, "").status());
    String document = shown.text().substring(shown.text().indexOf("\r\n\r\n") + 4);
    assertEquals(tag(shown), tag(put("/api/v1/config", "", document)));
  }

  @Test
  void onlyTheConfigurationMayBeLarge() throws IOException {
    String large = " ".repeat(Administration.MOST_BODY_BYTES);
    assertEquals(413, put("/services/books", "", large + "[]").status());
    assertEquals(200, put("/api/v1/config", "", large + "{\"services\":{}}").status());
    assertEquals(413, put("/api/v1/config", "", large.repeat(16) + "{}").status());
  }

  @Test
  void everyFaultOfADocumentIsTold() throws IOException {
    String document =
        "{\"endpoints\":[\"a\",\"b:1\",{\"address\":\"c:1\",\"weight\":0}],\"tags\":[\"a b\"],"
            + "\"paths\":[\"x\",\"y\"],\"timeouts\":{\"connect\":\"never\",\"idl\":\"1s\"},"
            + "\"limits\":{\"bodyBytes\":-1},\"balncer\":\"x\","
            + "\"balancer\":{\"name\":\"least-conections\"}}";
    String told = put("/services/books", "", document).text();
    String first = "\"pointer\" : \"/paths/0\",\n  \"errors\"";
    assertTrue(told.contains(first) || told.contains("\"errors\""), told);
    for (String pointer :
        new String[] {
          "/endpoints/0",
          "/endpoints/2/weight",
          "/tags/0",
          "/paths/0",
          "/paths/1",
          "/timeouts/connect",
          "/timeouts/idl",
          "/limits/bodyBytes",
          "/balncer",
          "/balancer/name"
        }) {
      assertTrue(told.contains("\"pointer\" : \"" + pointer + "\""), () -> pointer + " in " + told);
    }
  }

  @Test
  void aListComesInPagesAndIsSearched() throws IOException {
    for (String name : new String[] {"a", "b", "bb", "c"}) {
      put("/services/" + name, "", "{\"endpoints\":[],\"tags\":[\"of:" + name + "\",\"all\"]}");
    }
    String first = admin.get("/services?limit=2&name=b*").text();
    Matcher next = Pattern.compile("\"next\" : \"([^\"]+)\"").matcher(first);
    assertTrue(next.find(), first);
    String second = admin.get("/services?limit=2&name=b*&after=" + next.group(1)).text();
    assertTrue(second.contains("\"name\" : \"books\""), second);
    assertFalse(second.contains("\"next\""), second);
    String tagged = admin.get("/services?tag=all&tag=of:bb").text();
    assertTrue(tagged.contains("\"name\" : \"bb\""), tagged);
    assertFalse(tagged.contains("\"name\" : \"c\""), tagged);
    assertEquals(400, admin.get("/services?after=nonsense").status());
    assertEquals(400, admin.get("/services?limit=0").status());
  }

  @Test
  void revisionsThatAreNotThereAreNotFound() throws IOException {
    assertEquals(200, admin.get("/api/v1/revisions?limit=5").status());
    assertEquals(404, admin.get("/api/v1/revisions/999").status());
    assertEquals(404, admin.get("/api/v1/revisions/x").status());
    assertEquals(404, admin.get("/api/v1/revisions/999/difference").status());
    assertEquals(404, admin.send("POST", "/api/v1/revisions/999/rollback", "", "").status());
    assertEquals(400, admin.get("/api/v1/revisions/1/difference?to=x").status());
    assertTrue(admin.get("/api/v1/status").text().contains("\"version\" : \"1.2.3\""));
  }
}
