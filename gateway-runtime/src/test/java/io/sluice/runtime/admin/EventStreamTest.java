package io.sluice.runtime.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.runtime.events.EventLog;
import io.sluice.runtime.events.Start;
import io.sluice.runtime.events.Subscription;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class EventStreamTest {

  private static final RandomGenerator SEVEN = () -> 7L << 32;

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final EventLog log = new EventLog(SEVEN, () -> Instant.parse("2026-11-24T12:00:00Z"));

  @Test
  void eventsGoOutAsTheyAreTold() throws IOException {
    EventStream stream = stream(new Start.Latest(0), false);
    assertEquals("retry: 2000\n\nid: 00000007-0\n\n", here(stream));
    assertEquals("", here(stream));
    log.publish("plugin.refused", Map.of("reason", "two\nlines", "path", "/x"));
    log.publish("endpoint.state", Map.of("to", "up"));
    assertEquals(
        """
        event: plugin.refused
        id: 00000007-1
        data: {"at":"2026-11-24T12:00:00Z","path":"/x","reason":"two\\nlines"}

        event: endpoint.state
        id: 00000007-2
        data: {"at":"2026-11-24T12:00:00Z","to":"up"}

        """,
        here(stream));
  }

  @Test
  void aStreamOfWhatThereIsEndsWithIt() throws IOException {
    log.publish("a", Map.of());
    log.publish("b", Map.of());
    String all = new String(stream(new Start.Latest(1), true).readAllBytes(), UTF_8);
    assertEquals(
        """
        retry: 2000

        event: b
        id: 00000007-2
        data: {"at":"2026-11-24T12:00:00Z"}

        id: 00000007-2

        """,
        all);
  }

  @Test
  void whatIsNotWantedMovesThePlaceOnAllTheSame() throws IOException {
    EventStream stream =
        new EventStream(listen(new Start.Now()), type -> type.equals("b"), false, nanos::get);
    assertEquals("retry: 2000\n\nid: 00000007-0\n\n", here(stream));
    log.publish("a", Map.of());
    assertEquals("", here(stream));
    nanos.addAndGet(EventStream.QUIET.toNanos());
    log.publish("a", Map.of());
    assertEquals(": quiet\nid: 00000007-2\n\n", here(stream));
    assertEquals("", here(stream));
  }

  @Test
  void whoComesBackFromAnotherProcessIsReset() throws IOException {
    log.publish("a", Map.of());
    EventStream stream = stream(new Start.Behind("ffffffff-1"), false);
    assertEquals(
        "retry: 2000\n\nevent: reset\nid: 00000007-1\ndata: {}\n\nid: 00000007-1\n\n",
        here(stream));
  }

  @Test
  void itEndsWithTheGatewayAndAfterAnHour() throws IOException {
    EventStream old = stream(new Start.Now(), false);
    assertEquals("retry: 2000\n\nid: 00000007-0\n\n", here(old));
    nanos.addAndGet(EventStream.LIFE.toNanos());
    assertEquals("", here(old));
    assertEquals(-1, old.read());
    EventStream last = stream(new Start.Now(), false);
    log.close();
    assertEquals("retry: 2000\n\n", new String(last.readAllBytes(), UTF_8));
    old.close();
    last.close();
    assertEquals(0, log.subscribers());
  }

  /** What can be read without waiting. */
  private static String here(EventStream stream) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int count = stream.available(); count > 0; count = stream.available()) {
      text.append(new String(stream.readNBytes(count), UTF_8));
    }
    return text.toString();
  }

  private EventStream stream(Start start, boolean once) {
    return new EventStream(listen(start), _ -> true, once, nanos::get);
  }

  private Subscription listen(Start start) {
    return log.subscribe(start).orElseThrow();
  }
}
