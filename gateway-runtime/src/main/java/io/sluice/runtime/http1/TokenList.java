package io.sluice.runtime.http1;

import io.sluice.runtime.exchange.Octets;

/** Steps through a comma-separated list (RFC 9110 section 5.6.1) without making strings. */
final class TokenList {

  private TokenList() {}

  /** Where the element begins that is at or after {@code at}. */
  static int start(byte[] bytes, int at, int to) {
    int start = at;
    while (start < to && Octets.isBlank(bytes[start])) {
      start++;
    }
    return start;
  }

  /** Where the element ends that begins at {@code start}, without blanks. */
  static int end(byte[] bytes, int start, int to) {
    int end = comma(bytes, start, to);
    while (end > start && Octets.isBlank(bytes[end - 1])) {
      end--;
    }
    return end;
  }

  /** Where the element after the one at {@code at} may be looked for. */
  static int next(byte[] bytes, int at, int to) {
    return Math.min(comma(bytes, at, to) + 1, to);
  }

  /** Whether an element is the text, the case of letters aside. */
  static boolean contains(byte[] bytes, int from, int to, String text) {
    for (int at = from; at < to; at = next(bytes, at, to)) {
      int start = start(bytes, at, to);
      if (Octets.equalsIgnoreCase(bytes, start, end(bytes, start, to), text)) {
        return true;
      }
    }
    return false;
  }

  private static int comma(byte[] bytes, int at, int to) {
    int comma = at;
    while (comma < to && bytes[comma] != ',') {
      comma++;
    }
    return comma;
  }
}
