package io.sluice.runtime.fuzz;

import io.sluice.runtime.http1.ByteSource;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bytes that arrive in pieces of one size, and then no more. */
final class Pieces implements ByteSource {

  private final byte[] bytes;
  private final int pieceBytes;
  private final boolean givesArrays;
  private int at;

  Pieces(byte[] bytes, int pieceBytes, boolean givesArrays) {
    this.bytes = bytes;
    this.pieceBytes = Math.max(1, pieceBytes);
    this.givesArrays = givesArrays;
  }

  @Override
  public int read(byte[] into, int offset, int most) {
    if (at == bytes.length) {
      return -1;
    }
    int count = Math.min(Math.min(most, pieceBytes), bytes.length - at);
    System.arraycopy(bytes, at, into, offset, count);
    at += count;
    return count;
  }

  @Override
  public boolean givesArrays() {
    return givesArrays;
  }

  @Override
  public byte @Nullable [] take() {
    if (at == bytes.length) {
      return null;
    }
    int from = at;
    at = Math.min(bytes.length, at + pieceBytes);
    return Arrays.copyOfRange(bytes, from, at);
  }
}
