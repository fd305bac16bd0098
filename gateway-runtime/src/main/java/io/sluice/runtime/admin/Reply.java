package io.sluice.runtime.admin;

import io.sluice.api.Body;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An answer of the administration.
 *
 * @param status its status code
 * @param fields its fields, all but the length
 * @param content its content as text, empty for none
 * @param streamed its content if that comes bit by bit; then the text is empty
 */
record Reply(int status, Map<String, String> fields, String content, Optional<Body> streamed) {

  /** Copies the map. */
  Reply {
    fields = Map.copyOf(fields);
  }

  private Reply(int status, Map<String, String> fields, String content) {
    this(status, fields, content, Optional.empty());
  }

  /** An answer whose content comes bit by bit, and is closed in any case. */
  static Reply streamed(String contentType, Body content) {
    return new Reply(
        200,
        Map.of("Content-Type", contentType, "Cache-Control", "no-store", "X-Accel-Buffering", "no"),
        "",
        Optional.of(content));
  }

  /** An answer without content. */
  static Reply empty(int status) {
    return new Reply(status, Map.of(), "");
  }

  /** A document made of maps, lists and plain values. */
  static Reply json(int status, Object document) {
    return of(status, "application/json", JsonText.write(document));
  }

  /** Some other text. */
  static Reply of(int status, String contentType, String content) {
    return new Reply(
        status, Map.of("Content-Type", contentType, "Cache-Control", "no-store"), content);
  }

  /** The same answer with one more field. */
  Reply with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(fields);
    more.put(name, value);
    return new Reply(status, more, content, streamed);
  }

  /** The content's bytes. */
  byte[] bytes() {
    return content.getBytes(StandardCharsets.UTF_8);
  }
}
