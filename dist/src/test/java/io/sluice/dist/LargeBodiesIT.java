package io.sluice.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import io.sluice.dist.Generated.Digest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies pass as they come, whatever their size, through a gateway with little memory. */
final class LargeBodiesIT {
  private static final long GIBIBYTE = 1L << 30;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int LINES = 5;

  /** How many lines the endpoint may send. */
  private static final Semaphore allowed = new Semaphore(0);

  private static Distribution gateway;
  private static LocalEndpoint endpoint;
  private static User user;

  @BeforeAll
  static void startWithLittleMemory() throws Exception {
    gateway = Distribution.start(Map.of("JAVA_OPTS", "-Xmx128m"));
    endpoint = LocalEndpoint.start(LargeBodiesIT::answer);
    user = new User(gateway);
    user.register("files", "[\"" + endpoint.address() + "\"]");
  }

  @AfterAll
  static void stop() {
    gateway.close();
    endpoint.close();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    switch (exchange.getRequestURI().getPath()) {
      case "/sized" -> download(exchange, GIBIBYTE);
      case "/chunked" -> download(exchange, 0);
      case "/lines" -> trickle(exchange);
      default -> upload(exchange);
    }
  }

  private static void download(HttpExchange exchange, long length) throws IOException {
    exchange.sendResponseHeaders(200, length);
    new Generated(GIBIBYTE).transferTo(exchange.getResponseBody());
  }

  private static void upload(HttpExchange exchange) throws IOException {
    Digest digest = Generated.digest(exchange.getRequestBody());
    String framing = exchange.getRequestHeaders().getFirst("Content-Length");
    byte[] answer = (framing + " " + digest).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
  }

  private static void trickle(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    OutputStream body = exchange.getResponseBody();
    for (int i = 0; i < LINES; i++) {
      allowed.acquireUninterruptibly();
      body.write(("line " + i + "\n").getBytes(StandardCharsets.UTF_8));
      body.flush();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sized", "chunked"})
  void aDownloadArrivesAsItWasSent(String framing) throws Exception {
    HttpRequest request = user.to("/files/" + framing).timeout(PATIENCE).build();
    HttpResponse<InputStream> answer = user.client().send(request, BodyHandlers.ofInputStream());
    assertEquals(200, answer.statusCode());
    assertEquals(
        framing.equals("sized"), answer.headers().firstValue("Content-Length").isPresent());
    try (InputStream body = answer.body()) {
      assertEquals(Generated.digest(GIBIBYTE), Generated.digest(body));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sized", "chunked"})
  void anUploadArrivesAsItWasSent(String framing) throws Exception {
    boolean sized = framing.equals("sized");
    BodyPublisher chunked = BodyPublishers.ofInputStream(() -> new Generated(GIBIBYTE));
    BodyPublisher body = sized ? BodyPublishers.fromPublisher(chunked, GIBIBYTE) : chunked;
    HttpResponse<String> answer =
        user.send(user.to("/files/upload").timeout(PATIENCE).POST(body).build());
    assertEquals(200, answer.statusCode(), answer.body());
    String length = sized ? String.valueOf(GIBIBYTE) : "null";
    assertEquals(length + " " + Generated.digest(GIBIBYTE), answer.body());
  }

  @Test
  void aLineArrivesBeforeTheNextOneIsSent() throws Exception {
    allowed.release();
    HttpResponse<InputStream> answer =
        user.client().send(user.to("/files/lines").build(), BodyHandlers.ofInputStream());
    assertTrue(answer.headers().firstValue("Content-Length").isEmpty());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      for (int i = 0; i < LINES; i++) {
        assertEquals("line " + i, lines.readLine());
        allowed.release();
      }
      assertNull(lines.readLine());
    }
  }
}
