package io.sluice.runtime.route;

import io.sluice.runtime.route.Condition.Test;
import java.nio.charset.StandardCharsets;

/**
 * Tells whether a condition on a parameter holds for a query. Immutable.
 *
 * <p>A query is read as forms are (WHATWG URL, section 5.1): parameters stand between ampersands,
 * what follows the first equals sign is the value, a plus is a blank, and escapes are decoded once.
 * A percent sign without two hexadecimal digits stands for itself. So every query can be decoded,
 * to bytes; bytes that are no UTF-8 equal no text. Decoding goes along with comparing and makes
 * nothing.
 */
final class QueryCheck {

  private static final int NO_MATCH = -1;

  private final Test test;
  private final byte[] name;
  private final byte[] text;

  QueryCheck(Condition condition) {
    test = condition.test();
    name = condition.name().getBytes(StandardCharsets.UTF_8);
    text = condition.text().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Whether it holds.
   *
   * @param query with its question mark, or empty
   */
  boolean holds(String query) {
    int start = 1;
    while (start < query.length()) {
      int ampersand = query.indexOf('&', start);
      int end = ampersand < 0 ? query.length() : ampersand;
      int equals = query.indexOf('=', start, end);
      int nameEnd = equals < 0 ? end : equals;
      if (after(name, query, start, nameEnd) == nameEnd
          && passes(query, Math.min(nameEnd + 1, end), end)) {
        return test != Test.ABSENT;
      }
      start = end + 1;
    }
    return test == Test.ABSENT;
  }

  private boolean passes(String query, int from, int to) {
    return switch (test) {
      case EQUALS -> after(text, query, from, to) == to;
      case PREFIX -> after(text, query, from, to) != NO_MATCH;
      case PRESENT, ABSENT -> true;
    };
  }

  /** Where in the stretch that begins with these bytes the rest begins, once it is decoded. */
  private static int after(byte[] bytes, String query, int from, int to) {
    int at = from;
    for (byte expected : bytes) {
      if (at >= to) {
        return NO_MATCH;
      }
      int octet = query.charAt(at++);
      if (octet == '+') {
        octet = ' ';
      } else if (octet == '%' && at + 1 < to) {
        int high = hexDigit(query.charAt(at));
        int low = hexDigit(query.charAt(at + 1));
        if (high >= 0 && low >= 0) {
          octet = (high << 4) | low;
          at += 2;
        }
      }
      if (octet != (expected & 0xFF)) {
        return NO_MATCH;
      }
    }
    return at;
  }

  private static int hexDigit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    int letter = c | 0x20;
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
  }
}
