package io.sluice.runtime.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Endpoint;
import io.sluice.runtime.accesslog.AccessEntry;
import io.sluice.runtime.accesslog.AccessEntry.Asked;
import io.sluice.runtime.accesslog.AccessEntry.Led;
import io.sluice.runtime.listener.ProxyFixture.Setup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each request is written down once, with what was asked and what came of it. */
@Timeout(30)
class AccessesTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private static Endpoint nobody() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new Endpoint("http", "127.0.0.1", socket.getLocalPort());
    }
  }

  @Test
  void aRequestIsWrittenDownAsItCameWithWhatItMoved() throws Exception {
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.answering(OK);
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      proxy
          .connect()
          .send("POST /a/%2e/b%20c?x=[%22] HTTP/1.1\r\nHost: a\r\nX-Request-Id: one\r\n")
          .send("Referer: r\r\nUser-Agent: caf\u00e9 \"1\"\r\nContent-Length: 3\r\n\r\nabc")
          .read();
      AccessEntry entry = proxy.accesses().next();
      assertEquals(
          new Asked(
              "POST", "/a/%2e/b%20c", "?x=[%22]", "HTTP/1.1", "a", "one", "caf\u00e9 \"1\"", "r"),
          entry.asked());
      assertEquals(new Led("books", "/", endpoint.address().authority(), 1), entry.led());
      assertEquals(200, entry.answered().status());
      assertEquals(3, entry.answered().bytesIn());
      assertEquals(2, entry.answered().bytesOut());
      assertEquals("", entry.answered().failure());
      assertTrue(entry.client().isLoopbackAddress());
    }
  }

  @Test
  void theEndpointIsTheLastOneThatWasTried() throws Exception {
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.answering(OK);
        ProxyFixture proxy = Setup.DEFAULT.startBehind(nobody(), endpoint)) {
      proxy.get("/").read();
      assertEquals(
          new Led("books", "/", endpoint.address().authority(), 2), proxy.accesses().next().led());
    }
  }

  @Test
  void aFailureIsNamedAndItsAnswerCounted() throws Exception {
    try (ProxyFixture proxy = Setup.DEFAULT.startBehind(nobody())) {
      String body = proxy.get("/").read().body();
      AccessEntry entry = proxy.accesses().next();
      assertEquals(502, entry.answered().status());
      assertEquals("connect-failed", entry.answered().failure());
      assertEquals(body.length(), entry.answered().bytesOut());
    }
  }

  @Test
  void anAnswerThatIsCutShortIsWrittenDown() throws Exception {
    String half = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf";
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.of(peer -> {
              peer.head();
              peer.send(half);
            });
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      proxy.get("/").readUntilClose();
      AccessEntry entry = proxy.accesses().next();
      assertEquals(200, entry.answered().status());
      assertEquals("endpoint-closed", entry.answered().failure());
      assertEquals(4, entry.answered().bytesOut());
    }
  }

  @Test
  void aClientThatLeavesIsWrittenDown() throws Exception {
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.mirror();
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      RawClient client = proxy.connect();
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc");
      client.close();
      AccessEntry entry = proxy.accesses().next();
      assertEquals(499, entry.answered().status());
      assertEquals("client-gone", entry.answered().failure());
    }
  }

  @Test
  void whatIsNoRequestIsWrittenDownWithoutOne() throws Exception {
    try (ProxyFixture proxy = Setup.DEFAULT.head(Duration.ofMillis(200)).start()) {
      proxy.connect().send("GET  / HTTP/1.1\r\nHost: a\r\n\r\n").read();
      AccessEntry malformed = proxy.accesses().next();
      assertEquals(Asked.UNREADABLE, malformed.asked());
      assertEquals(400, malformed.answered().status());
      proxy.connect().send("GET / HTTP/1.1\r\nHost:").read();
      assertEquals(408, proxy.accesses().next().answered().status());
    }
  }
}
