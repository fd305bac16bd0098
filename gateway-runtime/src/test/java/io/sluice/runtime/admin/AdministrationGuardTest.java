package io.sluice.runtime.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Ticker;
import io.sluice.runtime.access.Authentication;
import io.sluice.runtime.access.Scope;
import io.sluice.runtime.access.Token;
import io.sluice.runtime.access.TokenHash;
import io.sluice.runtime.access.Tokens;
import io.sluice.runtime.metrics.AuthenticationMeters;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who is let in to the administration, and what is made of bytes that are no sound request to it.
 */
final class AdministrationGuardTest {

  private static final String ADDRESSES = "[\"127.0.0.1:9001\", \"127.0.0.1:9002\"]";

  private final AdminFixture admin = new AdminFixture();

  @AfterEach
  void close() {
    admin.close();
  }

  @Test
  void deepNestingAndBadBytesAreRefused() throws IOException {
    assertEquals(400, admin.json("POST", "/services/books", "[".repeat(50_000)).status());
    assertEquals(400, admin.json("POST", "/services/books", "[\"\u00e9\u00ff\"]").status());
  }

  @Test
  void aBodyIsBounded() throws IOException {
    String head =
        "POST /services/books HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    assertEquals(413, admin.raw(head + "Content-Length: 1048577\r\n\r\n[").status());
    String chunked = head + "Transfer-Encoding: chunked\r\n\r\n";
    assertEquals(413, admin.raw(chunked + "c0000000\r\n[").status());
    assertEquals(201, admin.raw(chunked + "2\r\n[]\r\n0\r\n\r\n").status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2\n[]\r\n0\r\n\r\n", "2;x\n[]\r\n0\r\n\r\n", "+2\r\n[]\r\n0\r\n\r\n"})
  void afterABrokenChunkNothingIsReadAsARequest(String chunks) throws IOException {
    String request =
        "POST /services/books HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n"
            + chunks
            + "PUT /services/marker HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n"
            + "Content-Type: application/json\r\n\r\n[]";
    try (Socket socket = admin.connect(request)) {
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(400, new AdminFixture.Answer(all).status(), all);
      assertEquals(0, all.lastIndexOf("HTTP/1.1 "), all);
    }
    assertEquals(List.of(), admin.registry().views());
  }

  @Test
  void aChunkLineThatDoesNotEndIsRefused() throws IOException {
    String request =
        "POST /services/books HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n2;"
            + "a".repeat(100_000);
    assertEquals(400, admin.raw(request).status());
  }

  @Test
  void halfAHeadIsEndedAtItsDeadline() throws IOException {
    try (Socket socket = admin.connect("GET /livez HTTP/1.1\r\nHost: lo")) {
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(408, new AdminFixture.Answer(all).status(), all);
    }
  }

  @Test
  void whoWaitsToBeToldToGoOnIsTold() throws IOException {
    String head =
        "POST /services/books HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Expect: 100-continue\r\nContent-Length: ";
    try (Socket socket = admin.connect(head + "2\r\n\r\n")) {
      byte[] told = socket.getInputStream().readNBytes("HTTP/1.1 100 Continue\r\n\r\n".length());
      assertEquals("HTTP/1.1 100 Continue\r\n\r\n", new String(told, StandardCharsets.US_ASCII));
      socket.getOutputStream().write("[]".getBytes(StandardCharsets.US_ASCII));
      assertEquals(201, AdminFixture.answer(socket, false).status());
    }
    assertEquals(413, admin.raw(head + "9999999\r\n\r\n").status());
  }

  @Test
  void aForeignHostOrPageIsTurnedAway() throws IOException {
    assertEquals(403, admin.raw("GET /services HTTP/1.1\r\nHost: evil.example\r\n\r\n").status());
    assertEquals(200, admin.raw("GET /services HTTP/1.1\r\nHost: gateway:81\r\n\r\n").status());
    assertEquals(200, admin.raw("GET /services HTTP/1.1\r\nHost: [::1]:81\r\n\r\n").status());
    String origin = "GET /services HTTP/1.1\r\nHost: localhost:81\r\nOrigin: ";
    assertEquals(200, admin.raw(origin + "http://localhost:81\r\n\r\n").status());
    assertEquals(403, admin.raw(origin + "http://localhost:82\r\n\r\n").status());
    assertEquals(403, admin.raw(origin + "null\r\n\r\n").status());
    String absolute = "GET http://evil.example/services HTTP/1.1\r\nHost: localhost\r\n\r\n";
    assertEquals(403, admin.raw(absolute).status());
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3:8080, 200",
    "localhost, 200",
    "gateway:8080, 200",
    "gw.example, 200",
    "evil.example, 403",
    "gateway., 403"
  })
  void whereTheNetworkMayAskWithoutATokenAStrangersNameMayNot(String host, int status)
      throws IOException {
    admin.restart(Access.open(List.of("gw.example")), true);
    assertEquals(
        status, admin.raw("GET /services HTTP/1.1\r\nHost: " + host + "\r\n\r\n").status());
    assertEquals(200, admin.raw("GET /livez HTTP/1.1\r\nHost: " + host + "\r\n\r\n").status());
  }

  @Test
  void aTokenIsAskedForExceptForLifeAndReadiness() throws IOException {
    admin.restart(withTokens(), false);
    assertEquals(401, admin.get("/services").status());
    assertEquals(401, admin.get("/metrics").status());
    assertEquals(200, admin.get("/livez").status());
    assertEquals(200, admin.get("/readyz").status());
    assertEquals(
        401, admin.send("GET", "/services", "Authorization: Bearer wrong\r\n", "").status());
    assertEquals(
        200, admin.send("GET", "/services", "Authorization: bearer admin\r\n", "").status());
    String refusal = admin.get("/services").text();
    assertTrue(refusal.toLowerCase(Locale.ROOT).contains("\r\nwww-authenticate: bearer"), refusal);
  }

  private static Access withTokens() {
    Tokens tokens =
        Tokens.of(
            Stream.of(Scope.values())
                .map(scope ->
                    new Token(
                        scope.word(),
                        TokenHash.of(scope.word()),
                        scope,
                        Instant.EPOCH,
                        Optional.empty()))
                .toList());
    return new Access(
        new Authentication(tokens, Optional.empty(), AuthenticationMeters.NONE, Ticker.system()),
        List.of(),
        List.of("https://dash.example"),
        false);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /services, 200, 200, 200",
    "GET, /metrics, 200, 200, 200",
    "GET, /api/v1/plugins, 200, 200, 200",
    "DELETE, /services/none, 403, 404, 404",
    "PATCH, /services/none, 403, 405, 405",
    "POST, /api/v1/plugins/reload, 403, 403, 200",
    "GET, /nothing, 404, 404, 404"
  })
  void eachCallAsksForItsScope(String method, String path, int read, int write, int all)
      throws IOException {
    admin.restart(withTokens(), false);
    assertEquals(read, as("read", method, path).status());
    assertEquals(write, as("write", method, path).status());
    assertEquals(all, as("admin", method, path).status());
  }

  @Test
  void whatIsMissingIsTold() throws IOException {
    admin.restart(withTokens(), false);
    String refusal = as("read", "DELETE", "/services/a").text();
    assertTrue(
        refusal.contains(
            "WWW-Authenticate: Bearer realm=\"sluice\", error=\"insufficient_scope\","
                + " scope=\"write\"\r\n"),
        refusal);
    assertTrue(refusal.contains("insufficient-scope"), refusal);
    String wrong = as("wrong", "GET", "/services").text();
    assertTrue(wrong.contains("error=\"invalid_token\""), wrong);
    String missing = admin.get("/services").text();
    assertTrue(missing.contains("WWW-Authenticate: Bearer realm=\"sluice\"\r\n"), missing);
  }

  @Test
  void whoGuessesIsToldWhenToComeAgain() throws IOException {
    admin.restart(withTokens(), false);
    for (int i = 0; i < 10; i++) {
      assertEquals(401, as("guess-" + i, "GET", "/services").status());
    }
    AdminFixture.Answer answer = as("admin", "GET", "/services");
    assertEquals(429, answer.status());
    assertTrue(answer.text().matches("(?s).*\r\nRetry-After: [0-9]{1,2}\r\n.*"), answer.text());
    assertEquals(200, admin.get("/livez").status());
  }

  private AdminFixture.Answer as(String token, String method, String path) throws IOException {
    return admin.send(method, path, "Authorization: Bearer " + token + "\r\n", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Origin: https://dash.example | 404",
        "Origin: http://localhost | 404",
        "Origin: http://dash.example | 403",
        "Origin: https://dash.example.evil.example | 403",
        "Origin: null | 403",
        "Sec-Fetch-Site: cross-site | 403",
        "Sec-Fetch-Site: same-site | 403",
        "Sec-Fetch-Site: same-origin | 404",
        "Sec-Fetch-Site: none | 404",
        "Content-Type: text/plain | 415",
        "Content-Type: application/x-www-form-urlencoded | 415",
        "Content-Type: multipart/form-data; boundary=x | 415",
        "Content-Type: application/json, text/plain | 415",
        "Content-Type: application/json | 404",
        "Content-Type: application/merge-patch+json; charset=utf-8 | 404",
        "X: nothing | 404"
      })
  void whatAForeignPageCouldSendWithoutABodyIsRefused(String field, int status) throws IOException {
    admin.restart(withTokens(), false);
    String fields = "Authorization: Bearer admin\r\n" + field + "\r\n";
    assertEquals(status, admin.send("DELETE", "/services/none", fields, "").status());
    int posted = status == 404 ? 200 : status;
    assertEquals(posted, admin.send("POST", "/api/v1/plugins/reload", fields, "").status());
  }

  @Test
  void aPageFromElsewhereMayLeadHereButNotAsk() throws IOException {
    String site = "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: ";
    assertEquals(200, admin.send("GET", "/services", site + "navigate\r\n", "").status());
    assertEquals(403, admin.send("GET", "/services", site + "no-cors\r\n", "").status());
    assertEquals(403, admin.send("DELETE", "/services/a", site + "navigate\r\n", "").status());
  }

  @Test
  void anotherContentTypeIsTakenOnlyIfThatIsWanted() throws IOException {
    String form = "Content-Type: application/x-www-form-urlencoded\r\n";
    assertEquals(415, admin.send("POST", "/services/books", form, ADDRESSES).status());
    assertEquals(415, admin.send("POST", "/services/books", "", ADDRESSES).status());
    admin.restart(Access.local(List.of("*")), true);
    assertEquals(201, admin.send("POST", "/services/books", form, ADDRESSES).status());
  }

  @Test
  void aListenerOfItsOwnShowsTheMetersAndNothingElse() throws IOException {
    admin.restart(Administration.metersOnly(Access.open(List.of("*")), admin.rooms()));
    assertEquals(200, admin.raw("GET /metrics HTTP/1.1\r\nHost: any.example\r\n\r\n").status());
    assertEquals(404, admin.get("/services").status());
    admin.restart(Administration.metersOnly(Access.local(List.of()), admin.rooms()));
    assertEquals(403, admin.raw("GET /metrics HTTP/1.1\r\nHost: any.example\r\n\r\n").status());
    assertEquals(200, admin.get("/metrics").status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /%zz HTTP/1.1", "GET /a HTTP/9.9", "NONSENSE", "GET  / HTTP/1.1"})
  void whatIsNoRequestIsAProblemToo(String line) throws IOException {
    AdminFixture.Answer answer = admin.raw(line + "\r\nHost: localhost\r\n\r\n");
    assertTrue(answer.status() >= 400 && answer.status() < 600, answer.text());
    assertTrue(answer.text().contains("application/problem+json"), answer.text());
  }
}
