package io.sluice.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The administration from end to end, on the image; each answer is held against its description.
 */
final class AdminApiIT {
  private static final String NONE = "";

  private Distribution gateway;
  private User user;

  @BeforeEach
  void start() throws IOException {
    gateway = Distribution.start();
    user = new User(gateway);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private HttpResponse<String> send(String method, String path, String body, String... fields)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        user.toAdmin(path)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .header("Content-Type", "application/json");
    for (int i = 0; i < fields.length; i += 2) {
      request.header(fields[i], fields[i + 1]);
    }
    return user.send(request.build());
  }

  private String tag(String path) throws IOException, InterruptedException {
    return user.getAdmin(path).headers().firstValue("ETag").orElseThrow();
  }

  @Test
  void noChangeOverwritesAnotherUnknowingly() throws Exception {
    String books = "/api/v1/services/books";
    String one = "{\"endpoints\": [\"127.0.0.1:1\"], \"probe\": \"none\"}";
    assertEquals(201, send("PUT", books, one, "If-None-Match", "*").statusCode());
    assertEquals(412, send("PUT", books, one, "If-None-Match", "*").statusCode());
    String first = tag(books);
    String two = one.replace(":1\"", ":2\"");
    assertEquals(200, send("PUT", books, two, "If-Match", first).statusCode());
    HttpResponse<String> stale = send("PUT", books, one, "If-Match", first);
    assertEquals(412, stale.statusCode());
    assertEquals(tag(books), stale.headers().firstValue("ETag").orElseThrow());
    assertEquals(412, send("DELETE", books, NONE, "If-Match", first).statusCode());
    HttpResponse<String> tried = send("PUT", books + "?dryRun=true", one);
    assertTrue(User.compact(tried.body()).contains("\"dryRun\":true"), tried.body());
    assertTrue(user.getAdmin(books).body().contains("127.0.0.1:2"));
    String shown = user.getAdmin(books).body();
    assertEquals(200, send("PUT", books, shown, "If-Match", tag(books)).statusCode());
    assertEquals(204, send("DELETE", books, NONE, "If-Match", tag(books)).statusCode());
  }

  @Test
  void theConfigurationIsReplacedWholeOrNotAtAllAndCanBeTakenBack() throws Exception {
    String config = "/api/v1/config";
    String good = "{\"services\": {\"a\": {\"endpoints\": []}, \"b\": {\"endpoints\": []}}}";
    String bad = good.replace("\"b\": {", "\"b\": {\"limiter\": {\"capacity\": 0}, ");
    HttpResponse<String> refused = send("PUT", config, bad);
    assertEquals(422, refused.statusCode());
    String told = User.compact(refused.body());
    assertTrue(told.contains("\"pointer\":\"/services/b/limiter/capacity\""), told);
    assertEquals("\"0\"", tag(config));
    assertEquals(200, send("PUT", config, good, "If-Match", "\"0\"").statusCode());
    String revision = tag(config).replace("\"", "");
    assertEquals(204, send("DELETE", "/services/a", NONE).statusCode());
    assertEquals(404, user.getAdmin("/services/a").statusCode());
    assertTrue(user.getAdmin("/api/v1/revisions?limit=1").body().contains("\"next\""));
    assertEquals(200, user.getAdmin("/api/v1/revisions/" + revision).statusCode());
    String difference = user.getAdmin("/api/v1/revisions/" + revision + "/difference").body();
    assertTrue(difference.contains("/services/a"), difference);
    String rollback = "/api/v1/revisions/" + revision + "/rollback";
    assertEquals(200, send("POST", rollback + "?dryRun=true", NONE).statusCode());
    assertEquals(404, user.getAdmin("/services/a").statusCode());
    assertEquals(200, send("POST", rollback, NONE, "If-Match", tag(config)).statusCode());
    assertEquals(200, user.getAdmin("/services/a").statusCode());
    assertEquals(304, send("GET", config, NONE, "If-None-Match", tag(config)).statusCode());
  }

  @Test
  void manyServicesComeInPagesAndAreFoundByTheirTags() throws Exception {
    StringBuilder services = new StringBuilder();
    for (int i = 0; i < 250; i++) {
      services.append(i == 0 ? "" : ",");
      services.append(
          "\"s%03d\": {\"endpoints\": [], \"tags\": [\"%s\"]}"
              .formatted(i, i % 2 == 0 ? "even" : "odd"));
    }
    String all = "{\"services\": {" + services + "}}";
    assertEquals(200, send("PUT", "/api/v1/config", all).statusCode());
    Set<String> seen = new HashSet<>();
    int pages = 0;
    for (String next = NONE; pages == 0 || !next.isEmpty(); pages++) {
      String after = next.isEmpty() ? NONE : "&after=" + next;
      String page = User.compact(user.getAdmin("/api/v1/services?limit=100" + after).body());
      Pattern.compile("\"name\":\"(s\\d+)\"")
          .matcher(page)
          .results()
          .forEach(one -> assertTrue(seen.add(one.group(1)), one.group(1)));
      Matcher cursor = Pattern.compile("\"next\":\"([^\"]+)\"").matcher(page);
      next = cursor.find() ? cursor.group(1) : NONE;
    }
    assertEquals(3, pages);
    assertEquals(250, seen.size());
    String odd = user.getAdmin("/api/v1/services?tag=odd&name=s00*").body();
    assertTrue(odd.contains("\"s001\""), odd);
    assertFalse(odd.contains("\"s002\""), odd);
    HttpResponse<String> unknown = user.getAdmin("/api/v1/services?limt=3");
    assertEquals(400, unknown.statusCode());
    assertTrue(unknown.body().contains("did you mean \\\"limit\\\"?"), unknown.body());
    for (String path : new String[] {"routes", "status", "plugins", "openapi.json"}) {
      assertEquals(200, user.getAdmin("/api/v1/" + path).statusCode());
    }
  }
}
