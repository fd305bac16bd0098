package io.sluice.runtime.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Body;
import io.sluice.api.Headers;
import io.sluice.api.Outcome;
import io.sluice.api.Response;
import io.sluice.runtime.exchange.ClientBounds;
import io.sluice.runtime.exchange.Timeouts;
import io.sluice.runtime.exchange.TunnelTimes;
import io.sluice.runtime.listener.ProxyFixture.Setup;
import io.sluice.runtime.listener.RawClient.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a service takes from its clients, and how long a whole request to it may take. */
@Timeout(30)
class ServiceBoundsTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(250);

  private static Setup wholeWithin(Duration request) {
    return Setup.DEFAULT.timeouts(new Timeouts(LONG, LONG, LONG, request, TunnelTimes.DEFAULTS));
  }

  private static void assertTooLong(Answer answer) {
    assertEquals(504, answer.status(), answer.body());
    assertTrue(answer.body().contains("\"code\":\"deadline-exceeded\""), answer.body());
  }

  private static ScriptedEndpoint silentAfter(String begin) throws IOException {
    return ScriptedEndpoint.of(peer -> {
      peer.head();
      peer.send(begin);
      peer.readUntilClose();
    });
  }

  @Test
  void aRequestThatTakesTooLongIs504() throws Exception {
    try (ScriptedEndpoint endpoint = silentAfter("HTTP/1.1 102 P\r\n\r\n");
        ProxyFixture proxy = wholeWithin(SHORT).start(endpoint)) {
      RawClient client = proxy.get("/");
      assertEquals(102, client.read().status());
      assertTooLong(client.read());
      assertInstanceOf(Outcome.Failed.class, proxy.outcome());
      assertEquals("deadline-exceeded", proxy.meters().ended().code());
    }
  }

  @Test
  void anAnswerThatTakesTooLongIsVisiblyCut() throws Exception {
    try (ScriptedEndpoint endpoint =
            silentAfter("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nbegin");
        ProxyFixture proxy = wholeWithin(SHORT).start(endpoint)) {
      RawClient client = proxy.get("/");
      assertTrue(client.readHeadText().startsWith("HTTP/1.1 200 "));
      assertEquals("begin", client.readUntilClose());
      assertEquals("deadline-exceeded", proxy.meters().ended().code());
    }
  }

  @Test
  void theClientsBodyIsPartOfTheRequest() throws Exception {
    try (ScriptedEndpoint endpoint = silentAfter("");
        ProxyFixture proxy = wholeWithin(SHORT).start(endpoint)) {
      RawClient client = proxy.connect().lines("POST / HTTP/1.1", "Host: a", "Content-Length: 9");
      assertTooLong(client.send("abc").read());
    }
  }

  @Test
  void aFilterThatTakesTooLongIsAnsweredFor() throws Exception {
    try (ProxyFixture proxy =
        wholeWithin(Duration.ofNanos(1))
            .filters((request, chain) -> new Response(200, Headers.none(), Body.empty()))
            .start()) {
      assertTooLong(proxy.get("/").read());
    }
  }

  @Test
  void whatEndsInTimeIsNotTouched() throws Exception {
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.mirror();
        ProxyFixture proxy = wholeWithin(LONG).start(endpoint)) {
      RawClient client = proxy.get("/");
      assertEquals(200, client.read().status());
      assertEquals(200, client.lines("GET /again HTTP/1.1", "Host: a").read().status());
    }
  }

  /** Sends bytes of a chunked body one by one, each when the one before has arrived. */
  private static void drip(ProxyFixture proxy, LinkedBlockingQueue<Integer> arrived, Duration time)
      throws Exception {
    RawClient client =
        proxy.connect().lines("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked");
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < time.toNanos()) {
      client.send("1\r\nx\r\n");
      if (arrived.poll(10, TimeUnit.SECONDS) == -1) {
        throw new IOException("the upload has ended");
      }
    }
  }

  private static ScriptedEndpoint counting(LinkedBlockingQueue<Integer> arrived)
      throws IOException {
    return ScriptedEndpoint.of(peer -> {
      try {
        peer.head();
        while (true) {
          peer.read("1\r\nx\r\n".length());
          arrived.add(1);
        }
      } finally {
        arrived.add(-1);
      }
    });
  }

  @Test
  void aBodyThatDripsIsCutThoughEachByteIsInTime() throws Exception {
    LinkedBlockingQueue<Integer> arrived = new LinkedBlockingQueue<>();
    try (ScriptedEndpoint endpoint = counting(arrived);
        ProxyFixture proxy =
            Setup.DEFAULT
                .timeouts(new Timeouts(LONG, LONG, SHORT, TunnelTimes.DEFAULTS))
                .bounds(new ClientBounds(Long.MAX_VALUE, ClientBounds.MOST_RATE, 0))
                .start(endpoint)) {
      assertThrows(IOException.class, () -> drip(proxy, arrived, LONG));
      assertEquals("request-timeout", proxy.meters().ended().code());
    }
  }

  @Test
  void aBodyMayDripWhereNoRateIsAskedFor() throws Exception {
    LinkedBlockingQueue<Integer> arrived = new LinkedBlockingQueue<>();
    try (ScriptedEndpoint endpoint = counting(arrived);
        ProxyFixture proxy =
            Setup.DEFAULT
                .timeouts(new Timeouts(LONG, LONG, SHORT, TunnelTimes.DEFAULTS))
                .start(endpoint)) {
      drip(proxy, arrived, SHORT.multipliedBy(3));
    }
  }

  @Test
  void aStreamThatTricklesFromTheEndpointIsNotMeasured() throws Exception {
    LinkedBlockingQueue<Integer> arrived = new LinkedBlockingQueue<>();
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.of(peer -> {
              peer.request();
              peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
              while (true) {
                peer.send("1\r\nx\r\n");
                arrived.poll();
              }
            });
        ProxyFixture proxy =
            Setup.DEFAULT
                .timeouts(new Timeouts(LONG, LONG, SHORT, TunnelTimes.DEFAULTS))
                .bounds(ClientBounds.DEFAULTS)
                .start(endpoint)) {
      RawClient client = proxy.get("/");
      client.readHeadText();
      long begin = System.nanoTime();
      while (System.nanoTime() - begin < SHORT.multipliedBy(3).toNanos()) {
        assertEquals("1\r\n", client.readLine());
        assertEquals("x\r\n", client.readLine());
      }
    }
  }

  @Test
  void theIdleTimeOfTheServiceHoldsForItsClients() throws Exception {
    try (ScriptedEndpoint endpoint = silentAfter("");
        ProxyFixture proxy =
            Setup.DEFAULT
                .timeouts(new Timeouts(LONG, LONG, SHORT, TunnelTimes.DEFAULTS))
                .start(endpoint)) {
      RawClient client = proxy.connect().lines("POST / HTTP/1.1", "Host: a", "Content-Length: 9");
      assertEquals("", client.send("abc").readUntilClose());
      assertEquals("request-timeout", proxy.meters().ended().code());
    }
  }

  @Test
  void aBodyThatIsTooLongForTheServiceIs413() throws Exception {
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.mirror();
        ProxyFixture proxy = Setup.DEFAULT.bounds(new ClientBounds(4, 0, 0)).start(endpoint)) {
      String[] lines = {"POST / HTTP/1.1", "Host: a", "Content-Length: 5"};
      Answer whole = proxy.connect().lines(lines).send("12345").read();
      assertEquals(413, whole.status());
      assertTrue(whole.body().contains("\"code\":\"body-too-large\""), whole.body());
      assertEquals(413, proxy.connect().lines(lines).read().status());
      lines[2] = "Transfer-Encoding: chunked";
      assertEquals(
          413, proxy.connect().lines(lines).send("5\r\n12345\r\n0\r\n\r\n").read().status());
      Answer fits = proxy.connect().lines(lines).send("4\r\n1234\r\n0\r\n\r\n").read();
      assertEquals(200, fits.status());
      assertFalse(fits.body().isEmpty());
    }
  }
}
