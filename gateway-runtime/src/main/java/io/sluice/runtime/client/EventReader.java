package io.sluice.runtime.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads a stream of server-sent events (HTML, section 9.2.6). Belongs to one thread.
 *
 * <p>Lines end with a line feed, with a carriage return before it or not; the gateway sends no
 * others.
 */
public final class EventReader implements AutoCloseable {

  /** A stream that sends more without ending an event is none. */
  private static final int MOST_EVENT = 1 << 20;

  private final BufferedReader in;
  private String id = "";

  /** A reader at the begin of a stream. */
  public EventReader(InputStream in) {
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  /** The id behind which to go on another time; empty until one was told. */
  public String id() {
    return id;
  }

  /**
   * Waits for the next event; empty when the stream has ended.
   *
   * @throws IOException if the connection fails
   */
  public Optional<ServerEvent> next() throws IOException {
    String type = "";
    StringBuilder data = new StringBuilder();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.isEmpty() && !data.isEmpty()) {
        return Optional.of(new ServerEvent(id, type, ProblemText.parse(data.toString())));
      }
      if (line.isEmpty()) {
        type = "";
      }
      int colon = line.indexOf(':');
      String field = colon < 0 ? line : line.substring(0, colon);
      String value = colon < 0 ? "" : line.substring(colon + 1).replaceFirst("^ ", "");
      switch (field) {
        case "event" -> type = value;
        case "id" -> id = value;
        case "data" -> data.append(value).append('\n');
        default -> {} // comments, and what the gateway does not send
      }
      if (data.length() > MOST_EVENT) {
        throw new IOException("an event without an end");
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
