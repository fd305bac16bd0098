package io.sluice.runtime.http1;

import io.sluice.runtime.exchange.FieldList;
import io.sluice.runtime.exchange.KnownField;
import io.sluice.runtime.exchange.Octets;
import java.nio.charset.StandardCharsets;

/**
 * Writes request and response heads: the start line, the fields passed on, the fields added, how
 * the content ends, the empty line.
 *
 * <p>Framing and connection fields among the fields passed on are left out, since the two calls for
 * them write them anew: no filter can make a message end elsewhere than its body. Whatever could
 * end a line early is refused with an {@link IllegalArgumentException}, and the caller then
 * truncates or drops the buffer. Of one connection and its thread; used again for each head.
 */
public final class HeadWriter {

  private static final FieldName HOST = FieldName.of("Host");
  private static final FieldName UPGRADE = FieldName.of("Upgrade");
  private static final byte[] VERSION = bytes(" HTTP/1.1\r\n");
  private static final byte[] LENGTH = bytes("Content-Length: ");
  private static final byte[] CHUNKED = bytes("Transfer-Encoding: chunked\r\n");
  private static final byte[] CLOSE = bytes("Connection: close\r\n");
  private static final byte[] TRAILERS = bytes("Connection: TE\r\nTE: trailers\r\n");
  private static final byte[] SWITCH = bytes("Connection: Upgrade\r\n");

  private final OutBuffer out;

  private static byte[] bytes(String ascii) {
    return ascii.getBytes(StandardCharsets.US_ASCII);
  }

  /** A writer into that buffer. */
  public HeadWriter(OutBuffer out) {
    this.out = out;
  }

  /**
   * Begins a request.
   *
   * @param authority the Host; an empty one is written as an empty field
   */
  public HeadWriter request(String method, String path, String query, String authority) {
    int start = out.length();
    out.put(method);
    if (!Octets.isToken(out.array(), start, out.length())) {
      throw new IllegalArgumentException("not a method");
    }
    out.put(' ');
    int target = out.length();
    out.put(path).put(query);
    if (path.isEmpty() || !Octets.isVisible(out.array(), target, out.length())) {
      throw new IllegalArgumentException("not a request target");
    }
    out.put(VERSION);
    return field(HOST, authority);
  }

  /** Begins a response. */
  public HeadWriter response(int status) {
    StatusLines.write(status, out);
    return this;
  }

  /**
   * Passes on the fields of a request, except for those that {@link #request} and the others write.
   */
  public HeadWriter requestFields(FieldList fields) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.known(i) == KnownField.OTHER) {
        out.putLine(fields, i);
      }
    }
    return this;
  }

  /**
   * Passes on the fields of a response.
   *
   * @param keepLength whether Content-Length is passed on too: in an answer to HEAD or a 304, where
   *     it frames nothing
   */
  public HeadWriter responseFields(FieldList fields, boolean keepLength) {
    for (int i = 0; i < fields.size(); i++) {
      KnownField field = fields.known(i);
      boolean kept = field == KnownField.CONTENT_LENGTH ? keepLength : !field.connectionOnly();
      if (kept) {
        out.putLine(fields, i);
      }
    }
    return this;
  }

  /** Adds a field. */
  public HeadWriter field(FieldName name, String value) {
    name.writeStart(out);
    int valueStart = out.length();
    out.put(value);
    if (!Octets.isFieldValue(out.array(), valueStart, out.length())) {
      throw new IllegalArgumentException("not a value for the field " + name);
    }
    out.endLine();
    return this;
  }

  /** Says how the content ends. */
  public HeadWriter framing(BodyFraming framing) {
    switch (framing) {
      case BodyFraming.None(), BodyFraming.UntilClose() -> {}
      case BodyFraming.Sized(long length) -> out.put(LENGTH).putDecimal(length).endLine();
      case BodyFraming.Chunked() -> out.put(CHUNKED);
    }
    return this;
  }

  /** Says what becomes of the connection; nothing if it just stays open. */
  public HeadWriter connection(ConnectionOptions options) {
    if (!options.keepAlive()) {
      out.put(CLOSE);
    }
    if (options.trailersWelcome()) {
      out.put(TRAILERS);
    }
    if (!options.upgrade().isEmpty()) {
      out.put(SWITCH);
      field(UPGRADE, options.upgrade());
    }
    return this;
  }

  /** Ends the head. */
  public void end() {
    out.endLine();
  }
}
