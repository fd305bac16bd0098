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
  void wrongSettingsAreRefused() {
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
