package io.sluice.runtime.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.runtime.listener.ProxyFixture;
import io.sluice.runtime.listener.RawClient;
import io.sluice.runtime.listener.RawClient.Answer;
import io.sluice.runtime.listener.ScriptedEndpoint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every case of {@code requests.txt}, with a marker request behind it, over sockets, through to an
 * endpoint that answers with what it got: once at a stroke, once in small pieces.
 */
@Timeout(30)
class RequestCorpusTest {

  private static final int PIECE = 7;
  private static final int MOST_PIECES = 400;

  private static final AtomicInteger MARKERS = new AtomicInteger();
  private static final Set<String> ARRIVED = ConcurrentHashMap.newKeySet();

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static ProxyFixture proxy;

  static List<RequestCase> cases() throws IOException {
    return RequestCase.all();
  }

  @BeforeAll
  static void start() throws IOException {
    proxy = ProxyFixture.of(ScriptedEndpoint.of(RequestCorpusTest::mirror));
  }

  @AfterAll
  static void end() throws IOException {
    proxy.close();
  }

  private static void mirror(ScriptedEndpoint.Peer peer) throws IOException {
    while (true) {
      String request = peer.request();
      ARRIVED.add(request.substring(0, request.indexOf("\r\n")));
      peer.send("HTTP/1.1 200 OK\r\nContent-Length: " + request.length() + "\r\n\r\n");
      if (!request.startsWith("HEAD ")) {
        peer.send(request);
      }
    }
  }

  @Test
  void thereAreCases() throws IOException {
    assertTrue(cases().size() > 300);
    assertEquals(cases().size(), cases().stream().map(RequestCase::name).distinct().count());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void atAStroke(RequestCase given) throws IOException {
    String marker = "/marker-" + MARKERS.incrementAndGet();
    RawClient client = proxy.connect();
    client.offer(given.bytes() + request(marker));
    check(given, marker, client);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void inPieces(RequestCase given) throws IOException {
    String marker = "/marker-" + MARKERS.incrementAndGet();
    RawClient client = proxy.connect();
    String bytes = given.bytes();
    int step = Math.max(PIECE, bytes.length() / MOST_PIECES);
    for (int at = 0; at < bytes.length(); at += step) {
      client.offer(bytes.substring(at, Math.min(bytes.length(), at + step)));
    }
    client.offer(request(marker));
    check(given, marker, client);
  }

  private static String request(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: m\r\n\r\n";
  }

  private static void check(RequestCase given, String marker, RawClient client) throws IOException {
    String all = client.halfClose().readUntilClose();
    ByteArrayInputStream in = new ByteArrayInputStream(all.getBytes(StandardCharsets.ISO_8859_1));
    boolean keep = given.then() == RequestCase.Then.KEEP;
    if (given.status() > 0) {
      Answer answer = given.isHead() ? RawClient.readHeadOnly(in) : RawClient.read(in);
      assertEquals(given.status(), answer.status(), all);
      keep |= given.then() == RequestCase.Then.EITHER && answer.field("Connection").isEmpty();
      assertEquals(keep ? "" : "close", answer.field("Connection"), all);
      checkForwarded(given, answer);
    }
    if (keep) {
      Answer next = RawClient.read(in);
      assertEquals(200, next.status(), all);
      assertTrue(next.body().startsWith("GET " + marker + " "), all);
    }
    assertEquals(
        "", new String(in.readAllBytes(), StandardCharsets.ISO_8859_1), "nothing more is answered");
    assertEquals(keep, ARRIVED.contains("GET " + marker + " HTTP/1.1"), "the marker arrived");
  }

  private static void checkForwarded(RequestCase given, Answer answer) {
    for (String seen : given.seen()) {
      assertTrue(answer.body().contains(seen), answer.body());
    }
    for (String hidden : given.hidden()) {
      assertFalse(answer.body().contains(hidden), answer.body());
    }
    if (given.never()) {
      assertTrue(answer.status() >= 400, "the gateway's own answer");
      assertTrue(answer.body().contains("urn:sluice:problem:"), answer.body());
    }
  }
}
