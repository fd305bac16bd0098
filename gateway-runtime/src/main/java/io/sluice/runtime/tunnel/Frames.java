package io.sluice.runtime.tunnel;

/**
 * Where the frames of one direction begin and end (RFC 6455 section 5.2), read from the headers of
 * frames as they pass; payload is stepped over unseen. Of one thread at a time.
 *
 * <p>Nothing is checked: what a peer makes of odd frames is its own matter. A length beyond what a
 * {@code long} holds never ends.
 */
final class Frames {

  private static final int OPCODE = 0x0F;
  private static final int CLOSE = 0x8;
  private static final int MASKED = 0x80;
  private static final int LENGTH = 0x7F;
  private static final int LENGTH_IN_2 = 126;
  private static final int LENGTH_IN_8 = 127;
  private static final int MASK_BYTES = 4;

  /** How many bytes of the header were seen, of which it has so many as is known so far. */
  private int seen;

  private int headerBytes = 2;
  private int lengthBytes;
  private boolean close;
  private long payload;
  private boolean closed;

  /** Whether the next byte begins a frame. */
  boolean atBoundary() {
    return seen == 0;
  }

  /** Whether a whole Close frame has passed. */
  boolean isClosed() {
    return closed;
  }

  /** Takes note of {@code bytes[from, to)}. */
  void pass(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      at = passFrame(bytes, at, to);
    }
  }

  /** The same, but only to the end of the frame that {@code from} is in; returns where that is. */
  int passFrame(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && seen < headerBytes) {
      header(bytes[at++]);
    }
    if (seen < headerBytes) {
      return at;
    }
    int step = (int) Math.min(payload, to - at);
    payload -= step;
    if (payload == 0) {
      closed |= close;
      seen = 0;
      headerBytes = 2;
    }
    return at + step;
  }

  private void header(byte octet) {
    seen++;
    if (seen == 1) {
      close = (octet & OPCODE) == CLOSE;
    } else if (seen == 2) {
      second(octet);
    } else if (seen <= 2 + lengthBytes) {
      payload = (payload << Byte.SIZE) | (octet & 0xFF);
    }
    if (seen == headerBytes && payload < 0) {
      payload = Long.MAX_VALUE;
    }
  }

  private void second(byte octet) {
    int length = octet & LENGTH;
    lengthBytes =
        switch (length) {
          case LENGTH_IN_2 -> 2;
          case LENGTH_IN_8 -> 8;
          default -> 0;
        };
    payload = lengthBytes == 0 ? length : 0;
    headerBytes = 2 + lengthBytes + ((octet & MASKED) != 0 ? MASK_BYTES : 0);
  }

  /** A Close frame with 1001, "going away" (section 7.4.1), for a client. */
  static byte[] goingAway() {
    return new byte[] {(byte) 0x88, 0x02, 0x03, (byte) 0xE9};
  }

  /** The same for an endpoint, to which everything is masked (section 5.3). */
  static byte[] goingAway(int mask) {
    byte[] frame = {(byte) 0x88, (byte) 0x82, 0, 0, 0, 0, 0x03, (byte) 0xE9};
    for (int i = 0; i < MASK_BYTES; i++) {
      frame[2 + i] = (byte) (mask >>> (Byte.SIZE * i));
    }
    frame[6] ^= frame[2];
    frame[7] ^= frame[3];
    return frame;
  }
}
