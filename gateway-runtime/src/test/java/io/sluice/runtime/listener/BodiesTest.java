package io.sluice.runtime.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.runtime.listener.RawClient.Answer;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Exchanger;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Content passes both ways as it comes, whatever its framing; so do trailers and interim answers.
 */
@Timeout(30)
class BodiesTest {

  private static final String CHUNKED = "Transfer-Encoding: chunked\r\n\r\n";

  private static String random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return RawMessages.text(bytes);
  }

  private static String chunks(String content, int size) {
    StringBuilder chunks = new StringBuilder();
    for (int at = 0; at < content.length(); at += size) {
      String piece = content.substring(at, Math.min(content.length(), at + size));
      chunks
          .append(Integer.toHexString(piece.length()))
          .append("\r\n")
          .append(piece)
          .append("\r\n");
    }
    return chunks.append("0\r\n\r\n").toString();
  }

  private static String content(String message) {
    return message.substring(message.indexOf("\r\n\r\n") + 4);
  }

  @Test
  void uploadsOfAnySizeAndFramingArriveWhole() throws Exception {
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.mirror();
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      RawClient client = proxy.connect();
      for (int size : new int[] {1, 100, 8_000, 16_384, 65_536, 70_001, 1_000_000}) {
        String content = random(size);
        client.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: " + size + "\r\n\r\n" + content);
        assertTrue(content.equals(content(client.read().body())), "sized " + size);
        client.send("PUT / HTTP/1.1\r\nHost: a\r\n" + CHUNKED + chunks(content, 3_000));
        assertTrue(content.equals(content(client.read().body())), "chunked " + size);
      }
    }
  }

  @Test
  void anUploadInPiecesLeavesTheEndpointsConnectionClean() throws Exception {
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.mirror();
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      RawClient client = proxy.connect();
      for (int i = 0; i < 10; i++) {
        client.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n" + CHUNKED);
        client.send("3\r\nabc\r\n");
        client.send("0\r\n\r\n");
        assertTrue(client.read().body().endsWith("\r\n\r\nabc"));
        endpoint.taken();
      }
      assertEquals(0, endpoint.waiting());
    }
  }

  @Test
  void downloadsOfAnySizeAndFramingArriveWhole() throws Exception {
    int[] sizes = {0, 1, 100, 16_384, 65_536, 70_001, 1_000_000};
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.of(peer -> {
              while (true) {
                String[] path = peer.request().split("[ /]", 5);
                String content = random(Integer.parseInt(path[3]));
                switch (path[2]) {
                  case "sized" ->
                      peer.send(
                          "HTTP/1.1 200 OK\r\nContent-Length: "
                              + content.length()
                              + "\r\n\r\n"
                              + content);
                  case "chunked" ->
                      peer.send("HTTP/1.1 200 OK\r\n" + CHUNKED + chunks(content, 5_000));
                  default -> {
                    peer.send("HTTP/1.1 200 OK\r\n\r\n" + content);
                    return;
                  }
                }
              }
            });
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      RawClient client = proxy.connect();
      for (int size : sizes) {
        for (String framing : new String[] {"sized", "chunked", "until-close"}) {
          Answer answer =
              client.lines("GET /" + framing + "/" + size + " HTTP/1.1", "Host: a").read();
          assertTrue(random(size).equals(answer.body()), framing + " " + size);
        }
      }
    }
  }

  @Test
  void aTrickleOfLinesPassesLineByLine() throws Exception {
    Exchanger<String> turns = new Exchanger<>();
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.of(peer -> {
              peer.request();
              peer.send("HTTP/1.1 200 OK\r\n" + CHUNKED);
              for (int i = 0; i < 5; i++) {
                peer.send("7\r\nline " + i + "\n\r\n");
                meet(turns);
              }
              peer.send("0\r\n\r\n");
            });
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      RawClient client = proxy.get("/");
      client.readHeadText();
      for (int i = 0; i < 5; i++) {
        assertEquals("7\r\nline " + i + "\n\r\n", client.read(12));
        meet(turns);
      }
      assertEquals("0\r\n\r\n", client.read(5));
    }
  }

  @Test
  void bothDirectionsStreamAtTheSameTime() throws Exception {
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.of(peer -> {
              peer.head();
              peer.send("HTTP/1.1 200 OK\r\n" + CHUNKED);
              while (true) {
                String size = peer.readLine();
                String piece = peer.read(Integer.parseInt(size.strip(), 16) + 2);
                peer.send(size + piece);
                if (size.equals("0\r\n")) {
                  return;
                }
              }
            });
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      RawClient client = proxy.connect().send("POST / HTTP/1.1\r\nHost: a\r\n" + CHUNKED);
      client.readHeadText();
      for (int i = 0; i < 5; i++) {
        client.send("4\r\nping\r\n");
        assertEquals("4\r\nping\r\n", client.read(9));
      }
      client.send("0\r\n\r\n");
      assertEquals("0\r\n\r\n", client.readUntilClose());
    }
  }

  @Test
  void answersWithoutContentEndWithTheirHead() throws Exception {
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.of(peer -> {
              while (true) {
                String request = peer.request();
                if (request.startsWith("HEAD /sized")) {
                  peer.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
                } else if (request.startsWith("HEAD /chunked")) {
                  peer.send("HTTP/1.1 200 OK\r\n" + CHUNKED);
                } else if (request.startsWith("GET /304")) {
                  peer.send("HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\nETag: x\r\n\r\n");
                } else {
                  peer.send("HTTP/1.1 204 No Content\r\n\r\n");
                }
              }
            });
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      RawClient client = proxy.connect();
      client.lines("HEAD /sized HTTP/1.1", "Host: a");
      assertEquals("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", client.readHeadText());
      client.lines("HEAD /chunked HTTP/1.1", "Host: a");
      assertEquals("HTTP/1.1 200 OK\r\n\r\n", client.readHeadText());
      client.lines("GET /304 HTTP/1.1", "Host: a");
      assertEquals(
          "HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\nETag: x\r\n\r\n",
          client.readHeadText());
      client.lines("GET /204 HTTP/1.1", "Host: a");
      assertEquals("HTTP/1.1 204 No Content\r\n\r\n", client.readHeadText());
      assertEquals(1, endpoint.connections());
    }
  }

  @Test
  void theGatewaysOwnAnswerToHeadHasNoContent() throws Exception {
    try (ProxyFixture proxy = ProxyFixture.of()) {
      RawClient client = proxy.connect();
      for (int i = 0; i < 2; i++) {
        client.lines("HEAD / HTTP/1.1", "Host: a");
        assertTrue(client.readHeadText().startsWith("HTTP/1.1 503 "));
      }
    }
  }

  @Test
  void trailersPassBothWays() throws Exception {
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.of(peer -> {
              while (true) {
                peer.request();
                peer.send("HTTP/1.1 200 OK\r\n" + CHUNKED);
                peer.send("2\r\nok\r\n0\r\nX-Sum: 2\r\nContent-Length: 9\r\n\r\n");
              }
            });
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      RawClient client = proxy.connect();
      for (int i = 0; i < 2; i++) {
        client.send("POST / HTTP/1.1\r\nHost: a\r\n" + CHUNKED);
        client.send("2\r\nhi\r\n0\r\nX-T: 1\r\nAuthorization: evil\r\nHost: b\r\n\r\n");
        Answer answer = client.read();
        assertEquals("ok", answer.body());
        assertEquals("X-Sum: 2\r\n", answer.trailers());
        assertTrue(endpoint.taken().endsWith("\r\n\r\nhiX-T: 1\r\n"));
      }
    }
  }

  @Test
  void earlyHintsAndContinueReachTheClientBeforeTheAnswer() throws Exception {
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.of(peer -> {
              String head = peer.head();
              assertEquals("100-continue", RawMessages.field(head, "Expect"));
              peer.send("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n");
              peer.send("HTTP/1.1 100 Continue\r\n\r\n");
              peer.read(5);
              peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            });
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      RawClient client =
          proxy
              .connect()
              .lines("PUT / HTTP/1.1", "Host: a", "Content-Length: 5", "Expect: 100-continue");
      assertEquals("HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n", client.readHeadText());
      assertEquals("HTTP/1.1 100 Continue\r\n\r\n", client.readHeadText());
      assertEquals("ok", client.send("hello").read().body());
    }
  }

  @Test
  void anEarlyAnswerTakesThePlaceOfContinue() throws Exception {
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.of(peer -> {
              peer.head();
              peer.send("HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\nno");
              peer.readUntilClose();
            });
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      RawClient client =
          proxy
              .connect()
              .lines("PUT / HTTP/1.1", "Host: a", "Content-Length: 5", "Expect: 100-continue");
      Answer answer = client.read();
      assertEquals(401, answer.status());
      assertEquals("close", answer.field("Connection"));
      assertEquals("", client.readUntilClose());
    }
  }

  @Test
  void aClientThatDidNotAskGetsNoContinue() throws Exception {
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.answering(
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      assertEquals(200, proxy.get("/").read().status());
    }
  }

  @Test
  void aHttp10ClientGetsNoInterimAnswersAndNoChunks() throws Exception {
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.answering(
                "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\n"
                    + CHUNKED
                    + "2\r\nok\r\n0\r\n\r\n");
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      RawClient client = proxy.connect().lines("GET / HTTP/1.0");
      long start = System.nanoTime();
      assertEquals("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nok", client.readUntilClose());
      assertFalse(
          System.nanoTime() - start > TimeUnit.MILLISECONDS.toNanos(1_500), "closes at once");
      assertEquals("", RawMessages.field(endpoint.taken(), "Host"));
    }
  }

  @Test
  void aHttp10EndpointIsAnsweredFor() throws Exception {
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.of(peer -> {
              peer.request();
              peer.send("HTTP/1.0 200 OK\r\n\r\nold");
            });
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      RawClient client = proxy.connect();
      for (int i = 0; i < 3; i++) {
        assertEquals("old", client.lines("GET / HTTP/1.1", "Host: a").read().body());
      }
      assertEquals(3, endpoint.connections());
    }
  }

  @Test
  void aClientThatSendsNoMoreStillGetsItsAnswer() throws Exception {
    CountDownLatch halfClosed = new CountDownLatch(1);
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.of(peer -> {
              peer.request();
              await(halfClosed);
              peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            });
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      RawClient client = proxy.get("/").halfClose();
      halfClosed.countDown();
      assertEquals("ok", client.read().body());
      assertEquals("", client.readUntilClose());
    }
  }

  @Test
  void connectionCloseIsHonouredEachWay() throws Exception {
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.answering(
                "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok");
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      RawClient client = proxy.connect();
      assertEquals("", client.lines("GET / HTTP/1.1", "Host: a").read().field("Connection"));
      Answer last = client.lines("GET / HTTP/1.1", "Host: a", "Connection: close").read();
      assertEquals("close", last.field("Connection"));
      assertEquals("", client.readUntilClose());
      assertEquals(2, endpoint.connections());
    }
  }

  private static void meet(Exchanger<String> turns) {
    try {
      turns.exchange("", 10, TimeUnit.SECONDS);
    } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
      throw new AssertionError(e);
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
