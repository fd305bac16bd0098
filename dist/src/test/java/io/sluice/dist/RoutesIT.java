package io.sluice.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Routes with conditions and redirects, as a user registers and calls them. */
final class RoutesIT {

  @TempDir static Path folder;

  private static Distribution gateway;
  private static LocalEndpoint endpoint;
  private static User user;

  @BeforeAll
  static void start() throws Exception {
    endpoint = LocalEndpoint.start(RoutesIT::tell);
    gateway =
        Distribution.start(
            folder, "defaults: {balancer: least-connections, limiter: none, probe: none}\n");
    user = new User(gateway);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    endpoint.close();
  }

  /** Answers what arrived: method, target, Host. */
  private static void tell(HttpExchange exchange) throws IOException {
    String host = exchange.getRequestHeaders().getFirst("Host");
    byte[] text =
        (exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + host)
            .getBytes(StandardCharsets.UTF_8);
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(200, text.length);
    exchange.getResponseBody().write(text);
  }

  /** Registers a service with one endpoint and these routes. */
  private static void register(String name, String... routes) throws Exception {
    user.register(name, document(routes));
  }

  private static String document(String... routes) {
    return "{\"endpoints\": [\"%s\"], \"routes\": [%s]}"
        .formatted(endpoint.address(), String.join(",", routes));
  }

  private static String sent(String method, String path, String... fields) throws Exception {
    HttpRequest.Builder request = user.to(path).method(method, BodyPublishers.noBody());
    for (int i = 0; i < fields.length; i += 2) {
      request.header(fields[i], fields[i + 1]);
    }
    HttpResponse<String> answer = user.send(request.build());
    return answer.statusCode() == 200 ? answer.body() : Integer.toString(answer.statusCode());
  }

  /** Runs curl, which unlike the JDK's client sends any Host, and returns what it prints. */
  private static String curl(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(Tool.require("curl"), "-s", "-m", "20"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), printed);
    return printed;
  }

  @Test
  void methodsFieldsAndParametersDecide() throws Exception {
    register(
        "by-conditions",
        "{\"paths\": [\"/c\"], \"host\": \"rest\"}",
        "{\"paths\": [\"/c\"], \"methods\": [\"POST\", \"PUT\"], \"host\": \"writers\"}",
        "{\"paths\": [\"/c\"], \"headers\": [{\"name\": \"x-version\", \"equals\": \"2\"}],"
            + " \"host\": \"two\"}",
        "{\"paths\": [\"/c\"], \"query\": [{\"name\": \"q\", \"prefix\": \"a b\"}],"
            + " \"host\": \"found\"}",
        "{\"paths\": [\"/c/deep\"], \"methods\": [\"DELETE\"], \"host\": \"deep\"}");
    assertEquals("GET /x rest", sent("GET", "/c/x"));
    assertEquals("POST /x writers", sent("POST", "/c/x"));
    assertEquals("GET /x two", sent("GET", "/c/x", "X-Version", "1", "X-Version", "2"));
    assertEquals("PUT / two", sent("PUT", "/c", "X-Version", "2"));
    assertEquals("GET /x?q=a+bc found", sent("GET", "/c/x?q=a+bc"));
    assertEquals("GET /x?q=a%2520b rest", sent("GET", "/c/x?q=a%2520b"));
    assertEquals("DELETE / deep", sent("DELETE", "/c/deep"));
    assertEquals("GET /deep rest", sent("GET", "/c/deep"));
  }

  @Test
  void aHostOfItsOwnIsLeftOnlyWhereNoneOfItsRoutesHolds() throws Exception {
    register(
        "by-host",
        "{\"paths\": [\"/h\"], \"host\": \"any\"}",
        "{\"paths\": [\"/h\"], \"hosts\": [\"shop.example\"], \"methods\": [\"GET\"],"
            + " \"host\": \"shop\"}",
        "{\"paths\": [\"/h\"], \"hosts\": [\"*.example\"], \"host\": \"wild\"}");
    String url = gateway.traffic().resolve("/h/1").toString();
    assertEquals("GET /1 shop", curl("-H", "Host: Shop.example:80", url));
    assertEquals("PUT /1 wild", curl("-X", "PUT", "-H", "Host: shop.example", url));
    assertEquals("GET /1 any", curl(url));
  }

  @Test
  void whereNoRouteHoldsTheAnswerIs404() throws Exception {
    register("readers", "{\"paths\": [\"/r\"], \"methods\": [\"GET\", \"HEAD\"]}");
    assertEquals("GET / " + gateway.traffic().getAuthority(), sent("GET", "/r"));
    assertEquals("404", sent("POST", "/r"));
  }

  @Test
  void aRedirectIsAnsweredWithoutAnyEndpoint() throws Exception {
    user.register(
        "moved",
        "{\"routes\": [{\"paths\": [\"/old\"], \"redirect\": {\"to\": \"/new{path}{query}\"}},"
            + "{\"paths\": [\"/away\"],"
            + " \"redirect\": {\"to\": \"https://{host}/x{path}\", \"status\": 302}}]}");
    register("new", "{\"paths\": [\"/new\"], \"host\": \"new\"}");
    HttpResponse<String> answer = user.get("/old/a%20b?q=1");
    assertEquals(308, answer.statusCode());
    assertEquals("/new/a%20b?q=1", answer.headers().firstValue("Location").orElseThrow());
    HttpResponse<String> away = user.get("/away/%0d%0aX:y//evil.example");
    assertEquals(302, away.statusCode());
    assertEquals(
        "https://127.0.0.1/x/%0D%0AX:y/evil.example",
        away.headers().firstValue("Location").orElseThrow());
    String old = gateway.traffic().resolve("/old/").toString();
    assertEquals("PUT / new", curl("-L", "-X", "PUT", "--data", "abc", old));
    assertEquals("GET /?x=%5B1%5D new", curl("-g", "-L", old + "?x=[1]"));
    List<String> counted =
        user.getAdmin("/metrics")
            .body()
            .lines()
            .filter(line -> line.startsWith("http_server_request_duration_seconds_count"))
            .filter(line -> line.contains("\"moved\"") && line.contains("\"308\""))
            .toList();
    assertFalse(counted.isEmpty());
  }

  @Test
  void twoRoutesThatAskTheSameAreRefusedWithTheirPlace() throws Exception {
    String condition = "\"headers\": [{\"name\": \"X-Same\", \"present\": true}]";
    register("first", "{\"paths\": [\"/same\"], " + condition + "}");
    String[] routes = {
      "{\"paths\": [\"/same\"]}", "{\"paths\": [\"/other\", \"/same\"], " + condition + "}"
    };
    HttpResponse<String> answer = user.post("second", document(routes));
    assertEquals(422, answer.statusCode(), answer.body());
    assertTrue(
        User.compact(answer.body()).contains("\"pointer\":\"/routes/1/paths\""), answer.body());
    assertTrue(answer.body().contains("first"), answer.body());
    HttpResponse<String> mixed =
        user.post("second", "{\"endpoints\": [], \"paths\": [\"/p\"], \"routes\": [{}]}");
    assertEquals(422, mixed.statusCode());
    assertTrue(User.compact(mixed.body()).contains("\"pointer\":\"/paths\""), mixed.body());
    register("second", routes[0]);
  }

  @Test
  void aPlainServiceStaysAsItWasAndAllRoutesAreListedInTheirOrder() throws Exception {
    user.register("plain", "{\"endpoints\": [\"" + endpoint.address() + "\"]}");
    String plain = user.getAdmin("/services/plain").body();
    assertTrue(User.compact(plain).contains("\"paths\":[\"/plain\"]"), plain);
    assertFalse(plain.contains("routes"), plain);
    register(
        "listed",
        "{\"paths\": [\"/l\"]}",
        "{\"paths\": [\"/l\", \"/l/longer\"], \"hosts\": [\"*.l.example\"]}",
        "{\"paths\": [\"/l\"], \"methods\": [\"GET\"], \"redirect\": {\"to\": \"/\"}}");
    String routes = user.getAdmin("/api/v1/routes").body();
    assertEquals(
        List.of("*.l.example /l/longer", "*.l.example /l", "* /l", "* /l"),
        Pattern.compile(
                "\"service\":\"listed\",\"readOnly\":false,\"host\":\"([^\"]*)\",\"path\":\"([^\"]*)\"")
            .matcher(User.compact(routes))
            .results()
            .map((MatchResult found) -> found.group(1) + " " + found.group(2))
            .toList(),
        routes);
    assertTrue(
        User.compact(routes)
            .contains(
                "\"path\":\"/l\",\"methods\":[\"GET\"],\"strip\":true,"
                    + "\"redirect\":{\"to\":\"/\",\"status\":308}}"),
        routes);
  }
}
