package io.sluice.runtime.exchange;

import java.io.IOException;
import java.io.InputStream;

/** Reads a {@link BodyStream} as an input stream. Closing it gives up what was not read. */
public final class SliceInputStream extends InputStream {

  private final BodyStream body;
  private int offset;
  private int left;
  private boolean ended;

  /** A stream of what is left of the body. */
  public SliceInputStream(BodyStream body) {
    this.body = body;
  }

  @Override
  public int read() throws IOException {
    if (!fill()) {
      return -1;
    }
    left--;
    return body.array()[offset++] & 0xFF;
  }

  @Override
  public int read(byte[] into, int at, int most) throws IOException {
    if (most == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int taken = Math.min(most, left);
    System.arraycopy(body.array(), offset, into, at, taken);
    offset += taken;
    left -= taken;
    return taken;
  }

  @Override
  public int available() {
    return left;
  }

  @Override
  public void close() {
    ended = true;
    left = 0;
    body.close();
  }

  private boolean fill() throws IOException {
    if (left > 0) {
      return true;
    }
    if (ended || !body.next()) {
      ended = true;
      return false;
    }
    offset = body.offset();
    left = body.count();
    return true;
  }
}
