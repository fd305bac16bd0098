package io.sluice.runtime.listener;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads messages from plain streams for the tests: knows nothing of the gateway's own codec, takes
 * only what is exactly right, and never more than the message.
 */
final class RawMessages {

  private RawMessages() {}

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  /** A head with its empty line. */
  static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    String line;
    do {
      line = line(in);
      head.append(line);
    } while (!line.equals("\r\n"));
    return head.toString();
  }

  /** A line with its end. */
  static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    int octet;
    do {
      octet = in.read();
      if (octet < 0) {
        throw new EOFException("the connection ended after \"" + line + "\"");
      }
      line.append((char) octet);
    } while (octet != '\n');
    return line.toString();
  }

  static String field(String head, String name) {
    String start = name.toLowerCase(Locale.ROOT) + ":";
    for (String line : head.lines().toList()) {
      if (line.toLowerCase(Locale.ROOT).startsWith(start)) {
        return line.substring(start.length()).strip();
      }
    }
    return "";
  }

  static boolean isChunked(String head) {
    return field(head, "Transfer-Encoding").equalsIgnoreCase("chunked");
  }

  /** What Content-Length says, or -1. */
  static long length(String head) {
    String length = field(head, "Content-Length");
    return length.isEmpty() ? -1 : Long.parseLong(length);
  }

  /** Content in chunks; the lines after the last one go into {@code trailers}. */
  static String chunked(InputStream in, ByteArrayOutputStream trailers) throws IOException {
    StringBuilder content = new StringBuilder();
    while (true) {
      int size = Integer.parseInt(line(in).stripTrailing(), 16);
      if (size == 0) {
        break;
      }
      content.append(exactly(in, size));
      if (!line(in).equals("\r\n")) {
        throw new IOException("a chunk is longer than its size");
      }
    }
    for (String line = line(in); !line.equals("\r\n"); line = line(in)) {
      trailers.writeBytes(line.getBytes(StandardCharsets.ISO_8859_1));
    }
    return content.toString();
  }

  static String exactly(InputStream in, long size) throws IOException {
    byte[] bytes = in.readNBytes((int) Math.min(size, Integer.MAX_VALUE));
    if (bytes.length < size) {
      throw new EOFException("the connection ended " + (size - bytes.length) + " bytes early");
    }
    return text(bytes);
  }
}
