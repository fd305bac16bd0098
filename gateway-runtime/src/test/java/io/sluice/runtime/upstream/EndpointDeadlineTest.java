package io.sluice.runtime.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Endpoint;
import io.sluice.api.Outcome;
import io.sluice.api.Outcome.FailureKind;
import io.sluice.runtime.exchange.Timeouts;
import io.sluice.runtime.exchange.TunnelTimes;
import io.sluice.runtime.listener.ProxyFixture;
import io.sluice.runtime.listener.ProxyFixture.Setup;
import io.sluice.runtime.listener.RawClient;
import io.sluice.runtime.listener.RawClient.Answer;
import io.sluice.runtime.listener.ScriptedEndpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which peer may take how long for what, and what the other is told when it takes longer. */
@Timeout(30)
class EndpointDeadlineTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(150);
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private static Setup timeouts(Duration connect, Duration head, Duration idle) {
    return Setup.DEFAULT.timeouts(new Timeouts(connect, head, idle, TunnelTimes.DEFAULTS));
  }

  private static void assertProblem(int status, String code, Answer answer) {
    assertEquals(status, answer.status(), answer.body());
    assertTrue(answer.body().contains("\"code\":\"" + code + "\""), answer.body());
  }

  private static void assertDeadlineMissed(ProxyFixture proxy) throws InterruptedException {
    assertEquals(
        FailureKind.DEADLINE, assertInstanceOf(Outcome.Failed.class, proxy.outcome()).kind());
  }

  /** Fills the queue of a listener that accepts nobody, so that the next connection waits. */
  private static List<Socket> fill(ServerSocket full) throws IOException {
    List<Socket> waiting = new ArrayList<>();
    try {
      for (int i = 0; i < 16; i++) {
        Socket socket = new Socket();
        waiting.add(socket);
        socket.connect(full.getLocalSocketAddress(), 200);
      }
    } catch (java.net.SocketTimeoutException e) {
      // full
    }
    return waiting;
  }

  @Test
  void aConnectionThatDoesNotComeAboutInTimeIs504() throws Exception {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<Socket> waiting = fill(full);
      try (ProxyFixture proxy =
          timeouts(SHORT, LONG, LONG)
              .startBehind(new Endpoint("http", "127.0.0.1", full.getLocalPort()))) {
        assertProblem(504, "connect-timeout", proxy.get("/").read());
        assertEquals(
            FailureKind.CONNECT, assertInstanceOf(Outcome.Failed.class, proxy.outcome()).kind());
      } finally {
        for (Socket socket : waiting) {
          socket.close();
        }
      }
    }
  }

  @Test
  void aHeadThatDoesNotComeInTimeIs504() throws Exception {
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.of(peer -> {
              peer.request();
              peer.send("HTTP/1.1 200 ");
              peer.readUntilClose();
            });
        ProxyFixture proxy = timeouts(LONG, SHORT, LONG).start(endpoint)) {
      assertProblem(504, "response-timeout", proxy.get("/").read());
      assertDeadlineMissed(proxy);
    }
  }

  @Test
  void interimAnswersDoNotPutTheDeadlineOff() throws Exception {
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.of(peer -> {
              peer.request();
              peer.send("HTTP/1.1 102 Processing\r\n\r\n");
              peer.readUntilClose();
            });
        ProxyFixture proxy = timeouts(LONG, SHORT, LONG).start(endpoint)) {
      RawClient client = proxy.get("/");
      assertEquals(102, client.read().status());
      assertProblem(504, "response-timeout", client.read());
    }
  }

  @Test
  void aHeadAfterAnUploadThatDoesNotComeInTimeIs504() throws Exception {
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.of(peer -> {
              peer.request();
              peer.readUntilClose();
            });
        ProxyFixture proxy = timeouts(LONG, SHORT, LONG).start(endpoint)) {
      RawClient client = proxy.connect().lines("PUT / HTTP/1.1", "Host: a", "Content-Length: 3");
      client.send("a").send("bc");
      assertProblem(504, "response-timeout", client.read());
      assertDeadlineMissed(proxy);
    }
  }

  @Test
  void anEndpointThatStopsReadingAnUploadIs504() throws Exception {
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.of(peer -> {
              peer.head();
              hold();
            });
        ProxyFixture proxy = timeouts(LONG, LONG, SHORT).start(endpoint)) {
      RawClient client =
          proxy.connect().lines("PUT / HTTP/1.1", "Host: a", "Content-Length: 100000000");
      Thread sender =
          Thread.ofVirtual()
              .start(() -> {
                byte[] piece = new byte[100_000];
                try {
                  for (int i = 0; i < 1_000; i++) {
                    client.send(piece);
                  }
                } catch (IOException e) {
                  // the gateway gave up
                }
              });
      assertProblem(504, "response-timeout", client.read());
      client.close();
      sender.join();
      assertDeadlineMissed(proxy);
    }
  }

  @Test
  void anAnswerThatStopsInTheMiddleIsCutShort() throws Exception {
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.of(peer -> {
              peer.request();
              peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
              peer.readUntilClose();
            });
        ProxyFixture proxy = timeouts(LONG, LONG, SHORT).start(endpoint)) {
      RawClient client = proxy.get("/");
      client.readHeadText();
      assertEquals("hello", client.readUntilClose());
      assertDeadlineMissed(proxy);
    }
  }

  @Test
  void anIdleConnectionThatIsLateIsNotUsedAgain() throws Exception {
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.answering(OK);
        ProxyFixture proxy = timeouts(LONG, SHORT, LONG).start(endpoint)) {
      RawClient client = proxy.connect();
      assertEquals("ok", client.lines("GET / HTTP/1.1", "Host: a").read().body());
      assertEquals("ok", client.lines("GET / HTTP/1.1", "Host: a").read().body());
      assertEquals(1, endpoint.connections());
    }
  }

  @Test
  void aSlowAnswerIsNotMeasuredByTheClientsDeadlines() throws Exception {
    CountDownLatch late = new CountDownLatch(1);
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.of(peer -> {
              peer.request();
              waitFor(late, 400);
              peer.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe");
              waitFor(late, 400);
              peer.send("llo");
            });
        ProxyFixture proxy = Setup.DEFAULT.head(SHORT).idle(SHORT).start(endpoint)) {
      assertEquals("hello", proxy.get("/").read().body());
      RawClient upload = proxy.connect();
      upload.lines("PUT / HTTP/1.1", "Host: a", "Content-Length: 3").send("abc");
      assertEquals("hello", upload.read().body());
    }
  }

  @Test
  void aSlowHeadIs408() throws Exception {
    try (ProxyFixture proxy = Setup.DEFAULT.head(SHORT).start()) {
      RawClient client = proxy.connect().send("GET / HTTP/1.1\r\nHost:");
      assertProblem(408, "request-timeout", client.read());
      assertEquals("", client.readUntilClose());
    }
  }

  @Test
  void aConnectionThatSaysNothingIsClosedWithoutAWord() throws Exception {
    try (ProxyFixture proxy = Setup.DEFAULT.head(SHORT).start()) {
      assertEquals("", proxy.connect().readUntilClose());
    }
  }

  @Test
  void aConnectionThatIsIdleTooLongIsClosedWithoutAWord() throws Exception {
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.answering(OK);
        ProxyFixture proxy = Setup.DEFAULT.idle(SHORT).start(endpoint)) {
      RawClient client = proxy.get("/");
      assertEquals("ok", client.read().body());
      assertEquals("", client.readUntilClose());
    }
  }

  @Test
  void anUploadThatStopsIsEnded() throws Exception {
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.of(peer -> {
              peer.head();
              peer.readUntilClose();
            });
        ProxyFixture proxy = timeouts(LONG, LONG, SHORT).start(endpoint)) {
      RawClient client =
          proxy.connect().lines("PUT / HTTP/1.1", "Host: a", "Content-Length: 10").send("abc");
      client.readUntilClose();
      assertInstanceOf(Outcome.Abandoned.class, proxy.outcome());
      proxy.meters().ended();
    }
  }

  @Test
  void aClientThatStopsReadingIsEnded() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.of(peer -> {
              peer.request();
              peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
              String piece = "x".repeat(100_000);
              try {
                for (int i = 0; i < 10_000; i++) {
                  peer.send(piece);
                }
              } finally {
                ended.countDown();
              }
            });
        ProxyFixture proxy = timeouts(LONG, LONG, SHORT).start(endpoint)) {
      RawClient client = proxy.get("/");
      client.readHeadText();
      assertTrue(ended.await(10, TimeUnit.SECONDS));
      assertInstanceOf(Outcome.Abandoned.class, proxy.outcome());
    }
  }

  @Test
  void aRefusedMalformedHeadIsAnsweredOnce() throws Exception {
    try (ProxyFixture proxy = Setup.DEFAULT.head(SHORT).start()) {
      RawClient client = proxy.connect().send("GET / HTTP/9.9\r\n\r\n");
      assertProblem(505, "version-not-supported", client.read());
      assertEquals("", client.readUntilClose());
    }
  }

  private static void hold() {
    waitFor(new CountDownLatch(1), 10_000);
  }

  /** Waits so long, unless the latch opens. */
  private static void waitFor(CountDownLatch latch, long millis) {
    try {
      if (latch.await(millis, TimeUnit.MILLISECONDS)) {
        throw new AssertionError("the latch opened");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
