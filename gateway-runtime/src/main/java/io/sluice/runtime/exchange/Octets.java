package io.sluice.runtime.exchange;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Questions about stretches of bytes that hold protocol text, answered without making strings.
 *
 * <p>A stretch is {@code bytes[from, to)}. The searches look at eight bytes at a time: the word
 * {@code (x - 0x01..01) & ~x & 0x80..80} has its lowest bit set in the first byte of {@code x} that
 * is zero, and subtracting {@code 0x20..20} instead finds a byte below the space.
 */
public final class Octets {

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
  private static final long LINE_FEEDS = 0x0A0A_0A0A_0A0A_0A0AL;
  private static final long SPACES = 0x2020_2020_2020_2020L;
  private static final long DELETES = 0x7F7F_7F7F_7F7F_7F7FL;

  /** The class of a byte that may not stand in a token (RFC 9110 section 5.6.2). */
  public static final int NO_TOKEN = 0;

  /** The class of a token byte. */
  public static final int TOKEN = 1;

  /** The class of the underscore: a token byte that some endpoints take for a hyphen. */
  public static final int UNDERSCORE = 2;

  private static final byte[] TOKEN_CLASS = new byte[256];
  private static final byte[] LOWER = new byte[256];

  static {
    for (int c = 0; c < 256; c++) {
      LOWER[c] = (byte) (c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
      boolean alphanumeric =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      TOKEN_CLASS[c] = (byte) (alphanumeric || "!#$%&'*+-.^`|~".indexOf(c) >= 0 ? TOKEN : NO_TOKEN);
    }
    TOKEN_CLASS['_'] = UNDERSCORE;
  }

  private Octets() {}

  /** One of {@link #NO_TOKEN}, {@link #TOKEN} and {@link #UNDERSCORE}. */
  public static int tokenClass(byte octet) {
    return TOKEN_CLASS[octet & 0xFF];
  }

  /** The same letter in lower case, or the same byte. */
  public static byte lower(byte octet) {
    return LOWER[octet & 0xFF];
  }

  /** Whether the byte is a space or a tab. */
  public static boolean isBlank(byte octet) {
    return octet == ' ' || octet == '\t';
  }

  /** Where the first line feed stands, or -1. */
  public static int indexOfLineFeed(byte[] bytes, int from, int to) {
    int at = from;
    for (; at + 8 <= to; at += 8) {
      long word = (long) WORDS.get(bytes, at) ^ LINE_FEEDS;
      long zeros = (word - ONES) & ~word & HIGH_BITS;
      if (zeros != 0) {
        return at + (Long.numberOfTrailingZeros(zeros) >>> 3);
      }
    }
    for (; at < to; at++) {
      if (bytes[at] == '\n') {
        return at;
      }
    }
    return -1;
  }

  /** Whether all may stand in a field value (RFC 9110 section 5.5): no control except the tab. */
  public static boolean isFieldValue(byte[] bytes, int from, int to) {
    int at = from;
    for (; at + 8 <= to; at += 8) {
      long word = (long) WORDS.get(bytes, at);
      long deletes = word ^ DELETES;
      long suspects = ((word - SPACES) & ~word) | ((deletes - ONES) & ~deletes);
      if ((suspects & HIGH_BITS) != 0 && !isFieldValueBytewise(bytes, at, at + 8)) {
        return false;
      }
    }
    return isFieldValueBytewise(bytes, at, to);
  }

  private static boolean isFieldValueBytewise(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      int octet = bytes[at] & 0xFF;
      if ((octet < ' ' && octet != '\t') || octet == 0x7F) {
        return false;
      }
    }
    return true;
  }

  /** Whether it is a token: not empty, token bytes only. */
  public static boolean isToken(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      if (tokenClass(bytes[at]) == NO_TOKEN) {
        return false;
      }
    }
    return from < to;
  }

  /** Whether all are visible ASCII characters. */
  public static boolean isVisible(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      if (bytes[at] <= ' ' || bytes[at] == 0x7F) {
        return false;
      }
    }
    return true;
  }

  /** Whether it spells the text, the case of letters aside. */
  public static boolean equalsIgnoreCase(byte[] bytes, int from, int to, String text) {
    if (to - from != text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 0xFF || LOWER[bytes[from + i] & 0xFF] != LOWER[c]) {
        return false;
      }
    }
    return true;
  }

  /** Whether it spells the text exactly. */
  public static boolean equals(byte[] bytes, int from, int to, String text) {
    if (to - from != text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if ((bytes[from + i] & 0xFF) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether it begins with the text, the case of letters aside. */
  public static boolean startsWithIgnoreCase(byte[] bytes, int from, int to, String text) {
    return to - from >= text.length() && equalsIgnoreCase(bytes, from, from + text.length(), text);
  }

  /** A string with a character for each byte, of the same number. */
  public static String text(byte[] bytes, int from, int to) {
    return from == to ? "" : new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /**
   * Writes a byte for each character and returns where it stopped. The method it calls is
   * deprecated for dropping high bytes, of which there are none here, and is the one that allocates
   * nothing.
   *
   * @throws IllegalArgumentException if a character is above 0xFF
   */
  @SuppressWarnings("deprecation")
  public static int copy(String text, byte[] out, int at) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0xFF) {
        throw new IllegalArgumentException("a character that is no byte");
      }
    }
    text.getBytes(0, text.length(), out, at);
    return at + text.length();
  }
}
