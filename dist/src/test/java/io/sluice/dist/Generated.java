package io.sluice.dist;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Random;
import java.util.zip.CRC32C;

/**
 * Bytes of a body that is never in memory or in a file: a block of chance repeated, of a length
 * that divides no buffer, so that a piece that is lost, doubled or moved changes the checksum.
 */
final class Generated extends InputStream {
  /** How many bytes have passed, and their checksum. */
  record Digest(long length, long checksum) {}

  private static final byte[] BLOCK = new byte[65_537];

  static {
    new Random(1).nextBytes(BLOCK);
  }

  private final long length;
  private long position;

  Generated(long length) {
    this.length = length;
  }

  /** The digest of all bytes of this length. */
  static Digest digest(long length) throws IOException {
    return digest(new Generated(length));
  }

  /** Reads a stream to its end. */
  static Digest digest(InputStream stream) throws IOException {
    CRC32C checksum = new CRC32C();
    byte[] buffer = new byte[BLOCK.length];
    long count = 0;
    for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
      checksum.update(buffer, 0, read);
      count += read;
    }
    return new Digest(count, checksum.getValue());
  }

  @Override
  public int read() {
    if (position == length) {
      return -1;
    }
    int value = BLOCK[(int) (position % BLOCK.length)] & 0xFF;
    position++;
    return value;
  }

  @Override
  public int read(byte[] target, int offset, int count) {
    if (position == length) {
      return -1;
    }
    int start = (int) (position % BLOCK.length);
    int read = (int) Math.min(Math.min(count, BLOCK.length - start), length - position);
    System.arraycopy(BLOCK, start, target, offset, read);
    position += read;
    return read;
  }

  @Override
  public long transferTo(OutputStream out) throws IOException {
    while (position < length) {
      int start = (int) (position % BLOCK.length);
      int count = (int) Math.min(BLOCK.length - start, length - position);
      out.write(BLOCK, start, count);
      position += count;
    }
    return length;
  }
}
