package io.sluice.probe.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;

/**
 * Reads the start of an answer's content (RFC 9112 sections 6.3 and 7.1), up to 64 KiB. Of one
 * thread.
 */
final class HttpProbeBody {

  private static final int MOST_BYTES = 64 * 1024;

  /** The content, and what a chunk of each byte would add to it. */
  private static final int MOST_ENCODED_BYTES = 16 * MOST_BYTES;

  private final HttpProbeInput in;
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();

  private HttpProbeBody(HttpProbeInput in) {
    this.in = in;
  }

  /**
   * The content that follows the head, one byte a character; cut off at 64 KiB.
   *
   * @throws IOException if it ends before it is whole, or is malformed
   */
  static String read(HttpProbeInput in, HttpProbeAnswer answer) throws IOException {
    in.begin("body", MOST_ENCODED_BYTES);
    HttpProbeBody body = new HttpProbeBody(in);
    if (answer.status() == 204 || answer.status() == 304) {
      return "";
    }
    if (!answer.codings().isEmpty()) {
      body.chunked(answer);
    } else if (!answer.lengths().isEmpty()) {
      body.sized(answer);
    } else {
      body.untilClose();
    }
    return body.content.toString(StandardCharsets.ISO_8859_1);
  }

  private void chunked(HttpProbeAnswer answer) throws IOException {
    if (!answer.lengths().isEmpty()
        || answer.codings().size() > 1
        || !answer.codings().getFirst().equals("chunked")) {
      throw new ProtocolException("the answer's body is framed in an unknown way");
    }
    for (long size = chunkSize(); size > 0 && !isFull(); size = chunkSize()) {
      take(size);
      if (!isFull() && !in.line().isEmpty()) {
        throw new ProtocolException("a chunk does not end where it should");
      }
    }
  }

  private long chunkSize() throws IOException {
    String line = in.line();
    int end = line.indexOf(';');
    String digits = (end < 0 ? line : line.substring(0, end)).stripTrailing();
    if (!digits.matches("[0-9A-Fa-f]{1,15}")) {
      throw new ProtocolException("a chunk has no size");
    }
    return Long.parseLong(digits, 16);
  }

  private void sized(HttpProbeAnswer answer) throws IOException {
    String length = answer.lengths().getFirst();
    if (!length.matches("[0-9]{1,18}") || !answer.lengths().stream().allMatch(length::equals)) {
      throw new ProtocolException("the answer has no sound length");
    }
    take(Long.parseLong(length));
  }

  private void take(long bytes) throws IOException {
    for (long left = bytes; left > 0 && !isFull(); left--) {
      content.write(in.next());
    }
  }

  private void untilClose() throws IOException {
    for (int next = in.nextOrEnd(); next >= 0; next = in.nextOrEnd()) {
      content.write(next);
      if (isFull()) {
        return;
      }
    }
  }

  private boolean isFull() {
    return content.size() == MOST_BYTES;
  }
}
