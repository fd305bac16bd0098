package io.sluice.probe.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;

/** What an endpoint sends, read byte by byte and line by line within a bound. Of one thread. */
final class HttpProbeInput {

  private final InputStream in;
  private final byte[] buffer = new byte[8192];
  private final StringBuilder line = new StringBuilder();
  private int position;
  private int end;
  private String part = "";
  private int bound;
  private int taken;

  HttpProbeInput(InputStream in) {
    this.in = in;
  }

  /** Begins a part of the answer, which may be that many bytes long. */
  void begin(String newPart, int newBound) {
    part = newPart;
    bound = newBound;
    taken = 0;
  }

  /** The next line without its CR and LF; a line ends with nothing else. */
  String line() throws IOException {
    line.setLength(0);
    while (true) {
      int next = next();
      if (next == '\n') {
        throw new ProtocolException("the answer has a line feed without a carriage return");
      }
      if (next == '\r') {
        if (next() != '\n') {
          throw new ProtocolException("the answer has a carriage return without a line feed");
        }
        return line.toString();
      }
      line.append((char) next);
    }
  }

  /** The next byte, 0 to 255. */
  int next() throws IOException {
    int next = nextOrEnd();
    if (next < 0) {
      throw new ProtocolException(
          end == 0 ? "closed without an answer" : "closed within the answer's " + part);
    }
    return next;
  }

  /** The next byte, or -1 where the connection ends. */
  int nextOrEnd() throws IOException {
    if (taken == bound) {
      throw new ProtocolException("the answer's " + part + " is longer than " + bound + " bytes");
    }
    if (position == end) {
      int read = in.read(buffer, 0, buffer.length);
      if (read < 0) {
        return -1;
      }
      position = 0;
      end = read;
    }
    taken++;
    return buffer[position++] & 0xFF;
  }
}
