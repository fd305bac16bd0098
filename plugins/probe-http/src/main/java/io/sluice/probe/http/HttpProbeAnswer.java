package io.sluice.probe.http;

import io.sluice.api.FieldSyntax;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the head of an answer (RFC 9112 sections 4 and 5), strictly and within a bound: an endpoint
 * that doesn't frame its answers well is not well.
 *
 * <p>Interim answers are passed over. The space after a status code without a reason may be
 * missing.
 */
final class HttpProbeAnswer {

  /** How long the heads may be, interim ones included. */
  private static final int MOST_BYTES = 8192;

  private static final Pattern STATUS_LINE =
      Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})(?: [\\t\\x20-\\x7E\\x80-\\xFF]*)?");

  private final InputStream in;
  private final byte[] bytes = new byte[MOST_BYTES];
  private int position;
  private int end;

  private HttpProbeAnswer(InputStream in) {
    this.in = in;
  }

  /**
   * The status of the final answer, when all of its head was read.
   *
   * @throws IOException if the connection ends or fails before, or what comes is no such answer;
   *     the message says so in a few words
   */
  static int status(InputStream in) throws IOException {
    HttpProbeAnswer answer = new HttpProbeAnswer(in);
    int status = answer.head();
    while (status < 200) {
      if (status == 101) {
        throw new ProtocolException("answered 101 although nothing was to be switched");
      }
      status = answer.head();
    }
    return status;
  }

  private int head() throws IOException {
    Matcher statusLine = STATUS_LINE.matcher(line());
    if (!statusLine.matches()) {
      throw new ProtocolException("what came is no HTTP/1.1 answer");
    }
    for (String field = line(); !field.isEmpty(); field = line()) {
      int colon = field.indexOf(':');
      if (colon < 0
          || !FieldSyntax.isToken(field.substring(0, colon))
          || !FieldSyntax.isValue(field.substring(colon + 1))) {
        throw new ProtocolException("the answer has a malformed field line");
      }
    }
    return Integer.parseInt(statusLine.group(1));
  }

  /** The next line without its CR and LF; a line ends with nothing else. */
  private String line() throws IOException {
    int start = position;
    while (true) {
      byte next = next();
      if (next == '\n') {
        throw new ProtocolException("the answer has a line feed without a carriage return");
      }
      if (next == '\r') {
        if (next() != '\n') {
          throw new ProtocolException("the answer has a carriage return without a line feed");
        }
        return new String(bytes, start, position - 2 - start, StandardCharsets.ISO_8859_1);
      }
    }
  }

  private byte next() throws IOException {
    if (position == end) {
      fill();
    }
    return bytes[position++];
  }

  private void fill() throws IOException {
    if (end == MOST_BYTES) {
      throw new ProtocolException("the answer's head is longer than " + MOST_BYTES + " bytes");
    }
    int read = in.read(bytes, end, MOST_BYTES - end);
    if (read < 0) {
      throw new ProtocolException(
          end == 0 ? "closed without an answer" : "closed within the answer's head");
    }
    end += read;
  }
}
