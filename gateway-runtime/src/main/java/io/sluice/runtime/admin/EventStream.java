package io.sluice.runtime.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.api.Body;
import io.sluice.api.Ticker;
import io.sluice.runtime.events.Event;
import io.sluice.runtime.events.Heard;
import io.sluice.runtime.events.Subscription;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What a subscriber hears, as server-sent events (HTML, section 9.2). Belongs to the thread of its
 * request, which waits in {@link #read}; ends when the gateway stops.
 *
 * <p>While nothing happens a comment goes out now and then, so that a client that left is noticed;
 * with it goes the id behind which to go on, which moves on with events that are filtered out, too.
 * A stream lives for an hour at the most: then the client asks again, and is looked at again.
 */
final class EventStream extends InputStream implements Body {

  static final Duration QUIET = Duration.ofSeconds(15);
  static final Duration LIFE = Duration.ofHours(1);

  private static final String HELLO = "retry: 2000\n\n";

  private final Subscription subscription;
  private final Predicate<String> types;
  private final boolean once;
  private final Ticker ticker;
  private final long begunNanos;
  private long quietNanos;
  private byte[] chunk = HELLO.getBytes(UTF_8);
  private int at;
  private boolean placed;
  private boolean ended;

  /**
   * @param types which types of events are wanted
   * @param once whether to end with what there is
   */
  EventStream(Subscription subscription, Predicate<String> types, boolean once, Ticker ticker) {
    this.subscription = subscription;
    this.types = types;
    this.once = once;
    this.ticker = ticker;
    this.begunNanos = ticker.nanos();
    this.quietNanos = begunNanos;
  }

  @Override
  public long length() {
    return UNKNOWN_LENGTH;
  }

  @Override
  public InputStream stream() {
    return this;
  }

  @Override
  public int available() throws IOException {
    while (at == chunk.length && !ended && hear(Subscription::poll)) {}
    return chunk.length - at;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] into, int offset, int most) throws IOException {
    if (most == 0) {
      return 0;
    }
    while (at == chunk.length && !ended) {
      boolean _ = hear(subscriber -> once ? subscriber.poll() : subscriber.next(QUIET));
    }
    if (at == chunk.length) {
      return -1;
    }
    int count = Math.min(most, chunk.length - at);
    System.arraycopy(chunk, at, into, offset, count);
    at += count;
    return count;
  }

  @FunctionalInterface
  private interface Listening {
    Heard to(Subscription subscription) throws InterruptedException;
  }

  /** Takes what comes next; false if that is nothing. */
  private boolean hear(Listening listening) throws IOException {
    try {
      switch (listening.to(subscription)) {
        case Heard.Told(Event event) -> {
          if (types.test(event.type())) {
            say(text(event.type(), event.id(), event));
          } else {
            sayIfQuiet();
          }
        }
        case Heard.Missed _ -> say("event: reset\nid: " + subscription.id() + "\ndata: {}\n\n");
        case Heard.Ended _ -> ended = true;
        case Heard.Nothing _ -> {
          return nothing();
        }
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private boolean nothing() {
    if (!placed) {
      placed = true;
      say("id: " + subscription.id() + "\n\n");
      return true;
    }
    ended = once;
    sayIfQuiet();
    return false;
  }

  private void sayIfQuiet() {
    long now = ticker.nanos();
    if (now - begunNanos >= LIFE.toNanos()) {
      ended = true;
    } else if (now - quietNanos >= QUIET.toNanos()) {
      say(": quiet\nid: " + subscription.id() + "\n\n");
    }
  }

  private void say(String text) {
    chunk = text.getBytes(UTF_8);
    at = 0;
    quietNanos = ticker.nanos();
  }

  private static String text(String type, String id, Event event) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("at", event.at().toString());
    data.putAll(event.data());
    return "event: " + type + "\nid: " + id + "\ndata: " + JsonText.line(data) + "\n\n";
  }

  @Override
  public void close() {
    subscription.close();
  }
}
