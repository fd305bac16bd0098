package io.sluice.runtime.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.runtime.corpus.AbusiveEndpoint.Arranged;
import io.sluice.runtime.corpus.AnswerCase.Want;
import io.sluice.runtime.listener.ProxyFixture;
import io.sluice.runtime.listener.RawClient;
import io.sluice.runtime.listener.RawClient.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every case of {@code answers.txt} over sockets, once at a stroke and once in small pieces, each
 * followed by a request that must get an answer of its own.
 */
@Timeout(30)
class AnswerCorpusTest {

  private static final int PIECE = 7;
  private static final int MOST_PIECES = 400;

  private static final AtomicInteger RUNS = new AtomicInteger();

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static AbusiveEndpoint abusive;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static ProxyFixture proxy;

  static List<AnswerCase> cases() throws IOException {
    return AnswerCase.all();
  }

  @BeforeAll
  static void start() throws IOException {
    abusive = new AbusiveEndpoint();
    proxy = ProxyFixture.of(abusive.endpoint());
  }

  @AfterAll
  static void end() throws IOException {
    proxy.close();
  }

  @Test
  void thereAreCases() throws IOException {
    assertTrue(cases().size() > 200);
    assertEquals(cases().size(), cases().stream().map(AnswerCase::name).distinct().count());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void atAStroke(AnswerCase given) throws IOException {
    check(given, given.want(), Math.max(1, given.bytes().length()));
  }

  /**
   * The head may have gone out before the fault came, so that a visible end is as good as a 502.
   */
  @ParameterizedTest
  @MethodSource("cases")
  void inPieces(AnswerCase given) throws IOException {
    boolean faulty = given.want().equals(new Want.Whole(502));
    Want want = faulty ? new Want.Broken() : given.want();
    check(given, want, Math.max(PIECE, given.bytes().length() / MOST_PIECES));
  }

  private static void check(AnswerCase given, Want want, int pieceBytes) throws IOException {
    int run = RUNS.incrementAndGet();
    Arranged abuse = abusive.arrange("/case-" + run, given, pieceBytes);
    String got = ask(given, abuse, "/case-" + run);
    for (String seen : given.seen()) {
      assertTrue(got.contains(seen), got);
    }
    for (String hidden : given.hidden()) {
      assertFalse(got.contains(hidden), got);
    }
    checkAnswer(given, want, got);
    checkNext("/marker-" + run, abuse.awaitSent(), given.reuse());
  }

  /** All that the client gets. */
  private static String ask(AnswerCase given, Arranged abuse, String path) throws IOException {
    try (RawClient client = proxy.connect()) {
      client.send(given.request(path, "")).halfClose();
      if (given.later().isEmpty()) {
        return client.readUntilClose();
      }
      String head = client.readHeadText();
      abuse.seen();
      return head + client.readUntilClose();
    }
  }

  private static void checkAnswer(AnswerCase given, Want want, String got) throws IOException {
    InputStream in = new ByteArrayInputStream(got.getBytes(StandardCharsets.ISO_8859_1));
    int interim = 0;
    Answer head = RawClient.readHeadOnly(in);
    while (head.status() < 200) {
      interim += head.head().length();
      head = RawClient.readHeadOnly(in);
    }
    String last = got.substring(interim);
    switch (want) {
      case Want.Whole(int status) -> checkWhole(given, status, last);
      case Want.Cut() -> checkCut(last);
      case Want.Broken() -> {
        if (head.status() == 502) {
          checkWhole(given, 502, last);
        } else {
          checkCut(last);
        }
      }
    }
  }

  private static void checkWhole(AnswerCase given, int status, String got) throws IOException {
    InputStream in = new ByteArrayInputStream(got.getBytes(StandardCharsets.ISO_8859_1));
    Answer answer = given.method().equals("HEAD") ? RawClient.readHeadOnly(in) : RawClient.read(in);
    assertEquals(status, answer.status(), got);
    assertEquals("", new String(in.readAllBytes(), StandardCharsets.ISO_8859_1), "nothing more");
  }

  private static void checkCut(String got) {
    assertTrue(got.startsWith("HTTP/1.1 200 "), got);
    InputStream in = new ByteArrayInputStream(got.getBytes(StandardCharsets.ISO_8859_1));
    assertThrows(IOException.class, () -> RawClient.read(in), got);
    assertEquals(0, got.lastIndexOf("HTTP/1.1 "), got);
  }

  private static void checkNext(String marker, int peer, boolean reuse) throws IOException {
    try (RawClient client = proxy.get(marker)) {
      Answer answer = client.read();
      assertEquals(200, answer.status(), answer.body());
      assertEquals(marker, answer.body());
      String used = answer.field("X-Peer");
      assertEquals(reuse, used.equals(String.valueOf(peer)), "connection " + peer + ", " + used);
    }
  }
}
