package io.sluice.runtime.listener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of open connections when the listener stops. */
@Timeout(30)
class ListenerStopTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @Test
  void anIdleConnectionIsClosedAtOnce() throws Exception {
    try (ScriptedEndpoint endpoint = ScriptedEndpoint.answering(OK);
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      RawClient client = proxy.get("/");
      assertEquals("ok", client.read().body());
      proxy.meters().ended();
      Thread stop = Thread.ofVirtual().start(proxy::stopListening);
      assertEquals("", client.readUntilClose());
      stop.join();
    }
  }

  @Test
  void anOpenRequestIsAnsweredWithinTheGrace() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch stopping = new CountDownLatch(1);
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.of(peer -> {
              peer.request();
              asked.countDown();
              await(stopping);
              peer.send(OK);
            });
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      RawClient client = proxy.get("/");
      await(asked);
      RawClient idle = proxy.connect();
      Thread stop = Thread.ofVirtual().start(proxy::stopListening);
      idle.readUntilClose();
      stopping.countDown();
      assertEquals("ok", client.read().body());
      assertEquals("", client.readUntilClose());
      stop.join();
    }
  }

  @Test
  void aRequestBeyondTheGraceIsCutAndGivesAllBack() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (ScriptedEndpoint endpoint =
            ScriptedEndpoint.of(peer -> {
              peer.head();
              asked.countDown();
              peer.readUntilClose();
            });
        ProxyFixture proxy = ProxyFixture.of(endpoint)) {
      RawClient client = proxy.get("/");
      RawClient upload = proxy.connect();
      upload.lines("POST / HTTP/1.1", "Host: a", "Content-Length: 10").send("abc");
      await(asked);
      proxy.stopListening();
      client.readUntilClose();
      upload.readUntilClose();
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      assertTrue(latch.await(10, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
