package io.sluice.runtime.accesslog;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Grows lines out of plain text, numbers and texts that strangers sent. What is put in escaped adds
 * visible ASCII characters and blanks only, none of which could end the line or the text. Of one
 * thread.
 */
public final class LineBuffer {

  /** Texts are cut behind so many characters. */
  static final int MOST_CHARACTERS = 8 << 10;

  /** The longest form of one character. */
  private static final int MOST_ESCAPED = 6;

  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };
  private static final int LONGEST_NUMBER = 20;
  private static final int BEGIN_BYTES = 64 << 10;
  private static final int KEPT_BYTES = 1 << 20;

  private byte[] bytes = new byte[BEGIN_BYTES];
  private int length;

  /** How many bytes are in it. */
  public int length() {
    return length;
  }

  /** Empties it, and gives up the room that many lines took. */
  public void clear() {
    length = 0;
    if (bytes.length > KEPT_BYTES) {
      bytes = new byte[BEGIN_BYTES];
    }
  }

  /** What is in it, to be written before the next change. */
  public ByteBuffer view() {
    return ByteBuffer.wrap(bytes, 0, length);
  }

  /** Puts a text of the gateway's own, ASCII and harmless. */
  @SuppressWarnings("deprecation") // the fast way for ASCII: no coder, no array
  public LineBuffer plain(String text) {
    ensure(text.length());
    text.getBytes(0, text.length(), bytes, length);
    length += text.length();
    return this;
  }

  LineBuffer plain(byte[] ascii) {
    ensure(ascii.length);
    System.arraycopy(ascii, 0, bytes, length, ascii.length);
    length += ascii.length;
    return this;
  }

  public LineBuffer plain(char ascii) {
    ensure(1);
    bytes[length++] = (byte) ascii;
    return this;
  }

  /** Puts a number that is not negative. */
  public LineBuffer number(long value) {
    ensure(LONGEST_NUMBER);
    int digits = 1;
    for (long rest = value / 10; rest > 0; rest /= 10) {
      digits++;
    }
    return digits(value, digits);
  }

  /** Puts so many of a number's last digits. */
  LineBuffer digits(long value, int count) {
    ensure(count);
    long rest = value;
    for (int at = length + count - 1; at >= length; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += count;
    return this;
  }

  /** Puts an IP address, without the zone. */
  public LineBuffer address(InetAddress address) {
    if (address instanceof Inet4Address) {
      byte[] parts = address.getAddress();
      for (int i = 0; i < parts.length; i++) {
        (i == 0 ? this : plain('.')).number(parts[i] & 0xFF);
      }
      return this;
    }
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    return plain(zone < 0 ? text : text.substring(0, zone));
  }

  /** Puts a text as it stands in a JSON string (RFC 8259 section 7), in ASCII. */
  public LineBuffer json(String text) {
    int most = begin(text);
    for (int i = 0; i < most; i++) {
      char c = text.charAt(i);
      if (isHarmless(c)) {
        bytes[length++] = (byte) c;
      } else if (c == '"' || c == '\\') {
        bytes[length++] = '\\';
        bytes[length++] = (byte) c;
      } else {
        bytes[length++] = '\\';
        bytes[length++] = 'u';
        hex(c >> 12).hex(c >> 8).hex(c >> 4).hex(c);
      }
    }
    return this;
  }

  /** Puts a text as web servers do between quotes: what is not harmless as {@code \xHH}. */
  LineBuffer quoted(String text) {
    int most = begin(text);
    for (int i = 0; i < most; i++) {
      char c = text.charAt(i);
      if (isHarmless(c)) {
        bytes[length++] = (byte) c;
      } else {
        bytes[length++] = '\\';
        bytes[length++] = 'x';
        hex(c >> 4).hex(c);
      }
    }
    return this;
  }

  private int begin(String text) {
    int most = Math.min(text.length(), MOST_CHARACTERS);
    ensure(most * MOST_ESCAPED);
    return most;
  }

  private static boolean isHarmless(char c) {
    return c >= ' ' && c < 0x7F && c != '"' && c != '\\';
  }

  private LineBuffer hex(int value) {
    bytes[length++] = HEX[value & 0xF];
    return this;
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
