package io.sluice.runtime.route;

import io.sluice.runtime.route.CanonicalPath.Accepted;
import io.sluice.runtime.route.CanonicalPath.Flaw;
import io.sluice.runtime.route.CanonicalPath.Refused;

/**
 * Brings one path into its canonical form: first its escapes, then its segments. Used once, by one
 * thread.
 */
final class PathCanonicalizer {

  private static final String UNRESERVED_MARKS = "-._~";
  private static final String HEX = "0123456789ABCDEF";
  private static final int ESCAPE_LENGTH = 3;

  private final String raw;
  private final char[] text;
  private int length;

  private PathCanonicalizer(String raw) {
    this.raw = raw;
    this.text = new char[raw.length()];
  }

  /** The form of a path that starts with a slash and holds only bytes that may stand in one. */
  static CanonicalPath canonicalize(String raw) {
    PathCanonicalizer path = new PathCanonicalizer(raw);
    int at = 0;
    while (at < raw.length()) {
      if (raw.charAt(at) != '%') {
        path.text[path.length++] = raw.charAt(at++);
        continue;
      }
      int escapes = path.escapesAt(at);
      if (escapes <= 0) {
        return new Refused(path.flawAt(at));
      }
      for (int i = 0; i < escapes; i++) {
        path.appendEscaped(path.escaped(at));
        at += ESCAPE_LENGTH;
      }
    }
    if (!path.removeDotSegments()) {
      return new Refused(Flaw.HIDDEN_DOT_SEGMENT);
    }
    String form = new String(path.text, 0, path.length);
    return new Accepted(form, form.contains("%2F"));
  }

  /** The byte that the escape stands for, or -1 if there is no sound escape. */
  private int escaped(int at) {
    if (at + 2 >= raw.length() || raw.charAt(at) != '%') {
      return -1;
    }
    int high = hexDigit(raw.charAt(at + 1));
    int low = hexDigit(raw.charAt(at + 2));
    return high < 0 || low < 0 ? -1 : (high << 4) | low;
  }

  /**
   * How many escapes make the character that begins here, or 0 if they make none that is allowed.
   */
  private int escapesAt(int at) {
    int first = escaped(at);
    if (first < 0x80) {
      return first <= 0 || first == '\\' ? 0 : 1;
    }
    int count = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    int second = escaped(at + ESCAPE_LENGTH);
    if (first < 0xC2 || first > 0xF4 || !mayBeSecond(first, second)) {
      return 0;
    }
    for (int i = 2; i < count; i++) {
      if ((escaped(at + i * ESCAPE_LENGTH) & ~0x3F) != 0x80) {
        return 0;
      }
    }
    return count;
  }

  /** No overlong forms, no surrogates, nothing above U+10FFFF (RFC 3629 section 4). */
  private static boolean mayBeSecond(int first, int second) {
    int lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    int highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    return second >= lowest && second <= highest;
  }

  private Flaw flawAt(int at) {
    int octet = escaped(at);
    if (octet < 0) {
      return Flaw.BROKEN_ESCAPE;
    }
    return octet < 0x80 ? Flaw.FORBIDDEN_ESCAPE : Flaw.INVALID_UTF8;
  }

  private void appendEscaped(int octet) {
    if (isUnreserved(octet)) {
      text[length++] = (char) octet;
      return;
    }
    text[length++] = '%';
    text[length++] = HEX.charAt(octet >> 4);
    text[length++] = HEX.charAt(octet & 0xF);
  }

  /**
   * Rewrites the text in place (RFC 3986 section 5.2.4); false if a segment hides a dot segment.
   */
  private boolean removeDotSegments() {
    int written = 0;
    int start = 1;
    while (start <= length) {
      int end = segmentEnd(start);
      boolean last = end == length;
      int dots = dots(start, end);
      if (dots == 0 && hidesDots(start, end)) {
        return false;
      }
      if (dots == 2) {
        written = parent(written);
      }
      if (dots == 0 && (end > start || last)) {
        written = append(written, start, end);
      } else if (last) {
        text[written++] = '/';
      }
      start = end + 1;
    }
    length = written;
    return true;
  }

  private int segmentEnd(int start) {
    int end = start;
    while (end < length && text[end] != '/') {
      end++;
    }
    return end;
  }

  /** 1 or 2 if the stretch is that many dots, 0 if it is anything else. */
  private int dots(int start, int end) {
    int count = end - start;
    if (count < 1 || count > 2 || text[start] != '.' || text[end - 1] != '.') {
      return 0;
    }
    return count;
  }

  /** Whether a piece between encoded slashes is dots, or dots and a parameter. */
  private boolean hidesDots(int start, int end) {
    int piece = start;
    for (int at = start; at <= end; at++) {
      boolean pieceEnds = at == end || isEscape('2', 'F', at, end);
      if ((pieceEnds || isSemicolon(at, end)) && dots(piece, at) > 0) {
        return true;
      }
      if (pieceEnds) {
        piece = at + ESCAPE_LENGTH;
      }
    }
    return false;
  }

  private boolean isSemicolon(int at, int end) {
    return at < end && (text[at] == ';' || isEscape('3', 'B', at, end));
  }

  private boolean isEscape(char high, char low, int at, int end) {
    return at + 2 < end && text[at] == '%' && text[at + 1] == high && text[at + 2] == low;
  }

  private int append(int written, int start, int end) {
    text[written] = '/';
    System.arraycopy(text, start, text, written + 1, end - start);
    return written + 1 + end - start;
  }

  /** Where the last segment written begins. */
  private int parent(int written) {
    int at = written;
    while (at > 0 && text[--at] != '/') {}
    return at;
  }

  private static boolean isUnreserved(int octet) {
    return (octet >= 'a' && octet <= 'z')
        || (octet >= 'A' && octet <= 'Z')
        || (octet >= '0' && octet <= '9')
        || UNRESERVED_MARKS.indexOf(octet) >= 0;
  }

  private static int hexDigit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    int letter = c | 0x20;
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
  }
}
