package io.sluice.runtime.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Endpoint;
import io.sluice.api.Outcome;
import io.sluice.api.Outcome.FailureKind;
import io.sluice.runtime.listener.ProxyFixture;
import io.sluice.runtime.listener.ProxyFixture.Setup;
import io.sluice.runtime.listener.RawClient;
import io.sluice.runtime.listener.RawClient.Answer;
import io.sluice.runtime.listener.RecordedMeters.Ended;
import io.sluice.runtime.listener.ScriptedEndpoint;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What becomes of a request whose endpoint fails: 502 before the head of the answer went out, a
 * visible end after it, and never bytes of another answer.
 */
@Timeout(30)
class EndpointFailureTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private static void assertProblem(int status, String code, Answer answer) {
    assertEquals(status, answer.status(), answer.body());
    assertTrue(answer.body().contains("\"code\":\"" + code + "\""), answer.body());
  }

  @Test
  void whenAllRefuseTheAnswerIs502() throws Exception {
    try (ProxyFixture proxy = Setup.DEFAULT.startBehind(ScriptedEndpoint.refusing())) {
      assertProblem(502, "connect-failed", proxy.get("/").read());
      assertEquals(new Ended("GET", 502, "connect-failed"), proxy.meters().ended());
      assertEquals(
          FailureKind.CONNECT, assertInstanceOf(Outcome.Failed.class, proxy.outcome()).kind());
    }
  }

  @Test
  void aNameThatLeadsWhereNobodyMayDialIsNotDialled() throws Exception {
    Endpoint secrets = new Endpoint("http", "secrets.example", 80);
    try (ProxyFixture proxy = Setup.DEFAULT.startBehind(secrets)) {
      assertProblem(502, "address-refused", proxy.get("/").read());
    }
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.answering(OK);
        ProxyFixture proxy = Setup.DEFAULT.startBehind(secrets, endpoint)) {
      assertEquals(200, proxy.get("/").read().status());
      assertEquals(1, proxy.meters().retries());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mixed.example", "two.example"})
  void ofANamesAddressesTheFirstIsTakenThatMayBeDialledAndAccepts(String name) throws Exception {
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.answering(OK);
        ProxyFixture proxy =
            Setup.DEFAULT.startBehind(new Endpoint("http", name, endpoint.address().port()))) {
      assertEquals(200, proxy.get("/").read().status());
      assertEquals(0, proxy.meters().retries());
    }
  }

  @Test
  void aNameThatNobodyKnowsIs502() throws Exception {
    try (ProxyFixture proxy =
        Setup.DEFAULT.startBehind(new Endpoint("http", "nobody.example", 80))) {
      assertProblem(502, "connect-failed", proxy.get("/").read());
    }
  }

  @Test
  void noReadyEndpointIs503() throws Exception {
    try (ProxyFixture proxy = ProxyFixture.of()) {
      assertProblem(503, "no-ready-endpoint", proxy.get("/").read());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nabc",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: foo\r\nConnection: upgrade\r\n\r\n",
        "HTTP/1.1 200 OK\nContent-Length: 0\n\n",
        "HTTP/1.1 200 OK\r\nX: a\u0000b\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 20 OK\r\n\r\n",
        "HTTP/2.0 200 OK\r\n\r\n",
        "SSH-2.0-OpenSSH\r\n",
        " HTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length : 3\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
      })
  void aMalformedAnswerIs502(String answer) throws Exception {
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.answering(answer);
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      assertProblem(502, "bad-response", proxy.get("/").read());
      assertEquals(
          FailureKind.PROTOCOL, assertInstanceOf(Outcome.Failed.class, proxy.outcome()).kind());
      proxy.get("/").read();
      assertEquals(2, endpoint.connections());
    }
  }

  @Test
  void aHeadBeyondTheLimitIs502() throws Exception {
    String fields = "X-Long: y\r\n".repeat(150) + "X: " + "x".repeat(1 << 20) + "\r\n";
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.answering("HTTP/1.1 200 OK\r\n" + fields + "\r\n");
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      assertProblem(502, "bad-response", proxy.get("/").read());
    }
  }

  @Test
  void aStormOfInterimAnswersIs502() throws Exception {
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.answering("HTTP/1.1 102 Processing\r\n\r\n".repeat(1_000) + OK);
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      RawClient client = proxy.get("/");
      Answer answer = client.read();
      int interim = 0;
      while (answer.status() == 102) {
        interim++;
        answer = client.read();
      }
      assertTrue(interim <= 16, "passed on " + interim);
      assertProblem(502, "bad-response", answer);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 10\r\n\r\nhello",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n5\r\nwor",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nxyz\r\n",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nhelloworld\r\n0\r\n\r\n"
      })
  void anAnswerCutShortIsVisiblyCutShort(String rest) throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    int cut = rest.indexOf("hello") + 5;
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.of(peer -> {
              peer.request();
              peer.send("HTTP/1.1 200 OK\r\n" + rest.substring(0, cut));
              await(seen);
              peer.send(rest.substring(cut));
            });
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      RawClient client = proxy.get("/");
      String head = client.readHeadText();
      assertTrue(head.startsWith("HTTP/1.1 200 OK\r\n"));
      boolean chunked = head.contains("chunked");
      assertEquals(chunked ? "5\r\nhello" : "hello", client.read(chunked ? 8 : 5));
      long start = System.nanoTime();
      seen.countDown();
      String end = client.readUntilClose();
      assertTrue(!end.contains("0\r\n\r\n") && !end.contains("HTTP/1.1"), end);
      assertTrue(System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(400), "ends at once");
      assertInstanceOf(Outcome.Failed.class, proxy.outcome());
      assertEquals(200, proxy.meters().ended().status());
    }
  }

  @Test
  void bytesAfterAnAnswerAreNeverAnotherAnswer() throws Exception {
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.answering(OK + "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      RawClient client = proxy.connect();
      for (int i = 0; i < 5; i++) {
        assertEquals("ok", client.lines("GET / HTTP/1.1", "Host: a").read().body());
      }
      assertEquals(5, endpoint.connections());
    }
  }

  @Test
  void bytesThatNobodyAskedForEndAnIdleConnection() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    CountDownLatch sent = new CountDownLatch(1);
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.of(peer -> {
              peer.request();
              peer.send(OK);
              if (peer.number() == 1) {
                await(answered);
                peer.send("HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n");
                sent.countDown();
                peer.readUntilClose();
              }
            });
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      RawClient client = proxy.get("/");
      assertEquals("ok", client.read().body());
      proxy.meters().ended();
      answered.countDown();
      await(sent);
      assertEquals("ok", client.lines("POST / HTTP/1.1", "Host: a").read().body());
      assertEquals(2, endpoint.connections());
    }
  }

  @Test
  void a204WithContentNeverReachesTheNextAnswer() throws Exception {
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.answering("HTTP/1.1 204 No Content\r\nContent-Length: 4\r\n\r\nevil");
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      RawClient client = proxy.connect();
      for (int i = 0; i < 3; i++) {
        client.lines("GET / HTTP/1.1", "Host: a");
        assertEquals("HTTP/1.1 204 No Content\r\n\r\n", client.readHeadText());
      }
      assertEquals(3, endpoint.connections());
    }
  }

  @Test
  void anEarlyAnswerToABigUploadIsSeenAndTheConnectionCloses() throws Exception {
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.of(peer -> {
              peer.head();
              peer.send("HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\nno");
              peer.readUntilClose();
            });
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      RawClient client =
          proxy.connect().lines("POST / HTTP/1.1", "Host: a", "Content-Length: 10000000");
      byte[] piece = new byte[100_000];
      for (int i = 0; i < 20; i++) {
        client.send(piece);
      }
      Answer answer = client.read();
      assertEquals(401, answer.status());
      assertEquals("close", answer.field("Connection"));
      assertEquals("", client.readUntilClose());
    }
  }

  @Test
  void anEndpointThatAnswersAndHangsUpInTheMiddleOfAnUploadIsHeard() throws Exception {
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.of(peer -> {
              peer.head();
              peer.read(100_000);
              peer.send(
                  "HTTP/1.1 413 Content Too Large\r\nConnection: close\r\n"
                      + "Content-Length: 3\r\n\r\nbig");
            });
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      RawClient client =
          proxy.connect().lines("POST / HTTP/1.1", "Host: a", "Content-Length: 1000000");
      byte[] piece = new byte[100_000];
      for (int i = 0; i < 10; i++) {
        client.send(piece);
      }
      int status = client.read().status();
      assertTrue(status == 413 || status == 502, "a reset may overtake the answer: " + status);
    }
  }

  @Test
  void aClientGoneInTheMiddleOfItsUploadIsNotTheEndpointsFault() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    String[] rest = new String[1];
    CountDownLatch ended = new CountDownLatch(1);
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.of(peer -> {
              peer.head();
              peer.read(3);
              begun.countDown();
              try {
                rest[0] = peer.readUntilClose();
              } finally {
                ended.countDown();
              }
            });
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      RawClient client =
          proxy
              .connect()
              .send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
      await(begun);
      client.close();
      await(ended);
      assertTrue(rest[0] == null || !rest[0].contains("0\r\n\r\n"), "looks whole");
      assertInstanceOf(Outcome.Abandoned.class, proxy.outcome());
      assertEquals(new Ended("POST", 499, "client-gone"), proxy.meters().ended());
    }
  }

  @Test
  void aClientGoneInTheMiddleOfItsDownloadIsNotTheEndpointsFault() throws Exception {
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
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      RawClient client = proxy.get("/");
      client.readHeadText();
      client.read(1_000);
      client.reset();
      await(ended);
      assertInstanceOf(Outcome.Abandoned.class, proxy.outcome());
      assertEquals(new Ended("GET", 499, "client-gone"), proxy.meters().ended());
    }
  }

  @Test
  void aMalformedChunkInTheMiddleOfAnUploadIs400() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.of(peer -> {
              peer.head();
              peer.read(3);
              begun.countDown();
              peer.readUntilClose();
            });
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      RawClient client =
          proxy
              .connect()
              .send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
      await(begun);
      client.send("xyz\r\n");
      assertProblem(400, "malformed-request", client.read());
      assertEquals("", client.lines("GET /marker HTTP/1.1", "Host: a").readUntilClose());
      assertInstanceOf(Outcome.Abandoned.class, proxy.outcome());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(10, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
