package io.sluice.probe.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsException;
import io.sluice.api.probe.ProbeResult;
import io.sluice.api.probe.ProbeResult.Healthy;
import io.sluice.api.probe.ProbeResult.Unhealthy;
import io.sluice.testkit.fake.LoopbackConnector;
import io.sluice.testkit.fake.ScriptedEndpoint;
import io.sluice.testkit.fake.ScriptedEndpoint.Script;
import io.sluice.testkit.fake.TestContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpProbeTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

  private final TestContext context = TestContext.seeded(1);

  @Test
  void theRequestIsOneThatEveryEndpointUnderstands() throws Exception {
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(Script.answer(OK))) {
      check(Map.of(), endpoint);
      assertEquals(
          List.of(
              "GET /health HTTP/1.1\r\nHost: "
                  + endpoint.endpoint()
                  + "\r\nUser-Agent: sluice-probe\r\nAccept: */*\r\nConnection: close\r\n\r\n"),
          endpoint.requests());
    }
  }

  @Test
  void methodPathAndHostAreSettings() throws Exception {
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(Script.answer(OK))) {
      Map<String, Object> settings =
          Map.of("method", "HEAD", "path", "/up?deep=1", "host", "books.example");
      check(settings, endpoint);
      String request = endpoint.requests().getFirst();
      assertEquals(
          List.of("HEAD /up?deep=1 HTTP/1.1", "Host: books.example"),
          request.lines().limit(2).toList());
    }
  }

  @Test
  void latencyLeavesOutConnectingAndTheBody() throws Exception {
    Script slow =
        (_, connection) -> {
          context.ticker().advance(Duration.ofMillis(30));
          connection.getOutputStream().write(OK.getBytes(StandardCharsets.ISO_8859_1));
        };
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(slow)) {
      LoopbackConnector sockets = new LoopbackConnector();
      ProbeResult result =
          new HttpProbeProvider()
              .create(Settings.none(), context)
              .check(
                  endpoint.endpoint(),
                  (asked, timeout) -> {
                    context.ticker().advance(Duration.ofMillis(500));
                    return sockets.connect(asked, timeout);
                  },
                  Duration.ofSeconds(2));
      assertEquals(new Healthy(30_000_000), result);
    }
  }

  @Test
  void onlyTheExpectedStatusIsHealthy() throws Exception {
    assertEquals(new Unhealthy("answered 204"), answer(Map.of(), "HTTP/1.1 204 \r\n\r\n"));
    assertHealthy(Map.of("status", 204), "HTTP/1.1 204 \r\n\r\n");
    assertHealthy(Map.of("status", "200-299"), "HTTP/1.1 299 X\r\n\r\n");
    assertHealthy(Map.of("status", List.of(200, "400-499")), "HTTP/1.1 401 X\r\n\r\n");
    assertEquals(
        new Unhealthy("answered 302"),
        answer(Map.of("status", List.of(200, "400-499")), "HTTP/1.1 302 X\r\n\r\n"));
  }

  @Test
  void answersThatAreUsualButSpareAreUnderstood() throws Exception {
    assertHealthy(Map.of(), "HTTP/1.0 200 OK\r\n\r\nbody");
    assertHealthy(Map.of(), "HTTP/1.1 200\r\nEmpty:\r\n\r\n");
    assertHealthy(Map.of(), "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 X\r\nLink: a\r\n\r\n" + OK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\n\n",
        "HTTP/1.1 200 OK\r\nA: b\n\r\n",
        "HTTP/1.1 200 OK\rA: b\r\n\r\n",
        "HTTP/1.1 200 OK\r\n folded\r\n\r\n",
        "HTTP/1.1 200 OK\r\nA : b\r\n\r\n",
        "HTTP/1.1 200 OK\r\nA: \0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/1.1  200 OK\r\n\r\n",
        "HTTP/1.1 2000 OK\r\n\r\n",
        "HTTP/1.1 099 OK\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
        "HTTP/2 200\r\n\r\n",
        "HTTP/1.1 200OK\r\n\r\n",
        "\r\nHTTP/1.1 200 OK\r\n\r\n",
        "200 OK\r\n\r\n"
      })
  void whatIsNoAnswerIsAFailure(String bytes) {
    assertThrows(IOException.class, () -> answer(Map.of(), bytes));
  }

  @Test
  void aHeadOfEightKibibytesIsRead() throws Exception {
    String start = "HTTP/1.1 200 OK\r\nA: ";
    assertHealthy(Map.of(), start + "a".repeat(8192 - start.length() - 4) + "\r\n\r\n");
    assertThrows(
        IOException.class,
        () -> answer(Map.of(), start + "a".repeat(8192 - start.length() - 3) + "\r\n\r\n"));
  }

  @Test
  void fieldsAreSettings() throws Exception {
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(Script.answer(OK))) {
      Map<String, String> fields = Map.of("user-agent", "me", "X-Token", "t");
      check(Map.of("method", "OPTIONS", "headers", fields), endpoint);
      assertEquals(
          List.of(
              "OPTIONS /health HTTP/1.1",
              "Host: " + endpoint.endpoint(),
              "Accept: */*",
              "X-Token: t",
              "user-agent: me",
              "Connection: close"),
          endpoint.requests().getFirst().lines().filter(line -> !line.isEmpty()).toList());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 11\r\n\r\nall is well",
        "Content-Length: 11\r\nContent-Length: 11\r\n\r\nall is well",
        "\r\nall is well and the connection ends",
        "Transfer-Encoding: chunked\r\n\r\n6\r\nall is\r\n5;x=y\r\n well\r\n0\r\n\r\n",
        "transfer-encoding: Chunked\r\n\r\n00B \r\nall is well\r\n0\r\n\r\n"
      })
  void theExpectedTextIsFoundHoweverTheBodyIsFramed(String rest) throws Exception {
    String answer = "HTTP/1.1 200 OK\r\n" + rest;
    assertHealthy(Map.of("body", "is well"), answer);
    assertEquals(
        new Unhealthy("answered without the expected text"),
        answer(Map.of("body", "is ill"), answer));
  }

  @Test
  void theExpectedTextIsUtf8() throws Exception {
    String bytes =
        new String("\u00FC".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    assertHealthy(Map.of("body", "\u00FC"), "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n" + bytes);
  }

  @Test
  void theTextMustStandInTheFirst64Kibibytes() throws Exception {
    String start = "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n";
    assertHealthy(Map.of("body", "well"), start + "x".repeat(65_532) + "well");
    assertEquals(
        new Unhealthy("answered without the expected text"),
        answer(Map.of("body", "well"), start + "x".repeat(65_533) + "well"));
  }

  @Test
  void theStatusCountsBeforeTheText() throws Exception {
    assertEquals(
        new Unhealthy("answered 500"),
        answer(Map.of("body", "well"), "HTTP/1.1 500 X\r\nContent-Length: 4\r\n\r\nwell"));
    assertEquals(
        new Unhealthy("answered without the expected text"),
        answer(Map.of("body", "well", "status", 204), "HTTP/1.1 204 X\r\n\r\nwell"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\r\n\r\nwell",
        "Content-Length: -4\r\n\r\nwell",
        "Content-Length: 4\r\nContent-Length: 5\r\n\r\nwell ",
        "Transfer-Encoding: gzip\r\n\r\nwell",
        "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n4\r\nwell\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n4\r\nwell",
        "Transfer-Encoding: chunked\r\n\r\n+4\r\nwell\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n3\r\nwell\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n4\nwell\r\n0\r\n\r\n"
      })
  void aBodyThatIsNotWholeOrNotSoundIsAFailure(String rest) {
    assertThrows(
        IOException.class, () -> answer(Map.of("body", "well"), "HTTP/1.1 200 OK\r\n" + rest));
  }

  @Test
  void wrongSettingsAreRefused() {
    assertRefused("/headers/A B", Map.of("headers", Map.of("A B", "x")));
    assertRefused("/headers/Host", Map.of("headers", Map.of("Host", "x")));
    assertRefused("/headers/Content-Length", Map.of("headers", Map.of("Content-Length", "1")));
    assertRefused("/headers/A", Map.of("headers", Map.of("A", "x\r\nB: y")));
    assertRefused("/body", Map.of("body", "x".repeat(1001)));
    assertRefused("/body", Map.of("body", "x", "method", "HEAD"));
    assertRefused("/path", Map.of("path", "health"));
    assertRefused("/path", Map.of("path", "/a b"));
    assertRefused("/path", Map.of("path", "/a\r\nX: y"));
    assertRefused("/method", Map.of("method", "POST"));
    assertRefused("/host", Map.of("host", "a\r\nX: y"));
    assertRefused("/host", Map.of("host", ""));
    assertRefused("/status", Map.of("status", 100));
    assertRefused("/status", Map.of("status", "299-200"));
    assertRefused("/status", Map.of("status", List.of()));
    assertRefused("/status", Map.of("status", "ok"));
  }

  private void assertRefused(String pointer, Map<String, ?> settings) {
    SettingsException refusal =
        assertThrows(
            SettingsException.class,
            () -> new HttpProbeProvider().create(Settings.of(settings), context));
    assertEquals(pointer, refusal.pointer());
  }

  private void assertHealthy(Map<String, ?> settings, String bytes) throws Exception {
    assertInstanceOf(Healthy.class, answer(settings, bytes));
  }

  private ProbeResult answer(Map<String, ?> settings, String bytes) throws Exception {
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.start(Script.answer(bytes))) {
      return check(settings, endpoint);
    }
  }

  private ProbeResult check(Map<String, ?> settings, ScriptedEndpoint endpoint) throws Exception {
    return new HttpProbeProvider()
        .create(Settings.of(settings), context)
        .check(endpoint.endpoint(), new LoopbackConnector(), Duration.ofSeconds(2));
  }
}
