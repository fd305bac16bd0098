package io.sluice.runtime.http1;

import io.sluice.runtime.exchange.FieldList;
import io.sluice.runtime.exchange.Octets;
import java.util.Arrays;

/**
 * Bytes gathered to be sent in one write; grows as needed and is used again after {@link #clear}.
 *
 * <p>Of one connection and its thread.
 */
public final class OutBuffer {

  /**
   * An array that grew beyond this is given up when cleared, so that one large head does not stay
   * for ever.
   */
  private static final int KEPT_BYTES = 64 << 10;

  private static final int MAX_DECIMAL_DIGITS = 19;
  private static final int MAX_HEX_DIGITS = 16;

  private final int initialBytes;
  private byte[] bytes;
  private int length;

  /** An empty buffer with room for so many bytes. */
  public OutBuffer(int initialBytes) {
    this.initialBytes = initialBytes;
    this.bytes = new byte[initialBytes];
  }

  /**
   * The array whose first {@link #length()} bytes are the content; another one after each growth.
   */
  public byte[] array() {
    return bytes;
  }

  /** A copy of what is in it. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  /** How many bytes were gathered. */
  public int length() {
    return length;
  }

  /** Forgets the bytes. */
  public void clear() {
    length = 0;
    if (bytes.length > Math.max(KEPT_BYTES, initialBytes)) {
      bytes = new byte[initialBytes];
    }
  }

  /**
   * Forgets the bytes, and gives up an array that grew, so that an idle connection costs little.
   */
  public void release() {
    length = 0;
    if (bytes.length > initialBytes) {
      bytes = new byte[initialBytes];
    }
  }

  /** Forgets the bytes after the first {@code newLength}. */
  public void truncate(int newLength) {
    if (newLength < 0 || newLength > length) {
      throw new IndexOutOfBoundsException("no place " + newLength + " in " + length + " bytes");
    }
    length = newLength;
  }

  /** Adds one byte. */
  public OutBuffer put(char octet) {
    reserve(1);
    bytes[length++] = (byte) octet;
    return this;
  }

  /** Adds {@code source[from, to)}. */
  public OutBuffer put(byte[] source, int from, int to) {
    reserve(to - from);
    System.arraycopy(source, from, bytes, length, to - from);
    length += to - from;
    return this;
  }

  /** Adds all of these. */
  public OutBuffer put(byte[] source) {
    return put(source, 0, source.length);
  }

  /** Adds text whose characters are bytes (ISO 8859-1). */
  public OutBuffer put(String text) {
    reserve(text.length());
    length = Octets.copy(text, bytes, length);
    return this;
  }

  /** Adds a field line. */
  public OutBuffer putLine(FieldList fields, int index) {
    reserve(fields.lineLength(index));
    length = fields.writeLine(index, bytes, length);
    return this;
  }

  /** Adds a CRLF. */
  public OutBuffer endLine() {
    reserve(2);
    bytes[length++] = '\r';
    bytes[length++] = '\n';
    return this;
  }

  /** Adds a number that is not negative, in decimal. */
  public OutBuffer putDecimal(long number) {
    reserve(MAX_DECIMAL_DIGITS);
    int digits = 1;
    for (long rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    long rest = number;
    for (int at = length + digits - 1; at >= length; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
    return this;
  }

  /** Adds a number in hexadecimal, without leading zeros. */
  public OutBuffer putHex(long number) {
    reserve(MAX_HEX_DIGITS);
    int bits = Math.max(4, Long.SIZE - Long.numberOfLeadingZeros(number));
    for (int shift = (bits - 1) & ~3; shift >= 0; shift -= 4) {
      bytes[length++] = (byte) Character.forDigit((int) (number >>> shift) & 0xF, 16);
    }
    return this;
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(length, more)));
    }
  }
}
