package io.sluice.runtime.http1;

/**
 * The syntax of {@code uri-host [":" port]} (RFC 9110 section 7.2, RFC 3986 section 3.2.2); user
 * information is no part of it.
 */
public final class Authority {

  private static final String REG_NAME_MARKS = "-._~!$&'()*+,;=";
  private static final int MAX_PORT_DIGITS = 5;
  private static final int MAX_PORT = 65535;

  private Authority() {}

  /** Whether the text is a host that is not empty, with or without a port. */
  public static boolean isValid(String text) {
    int hostEnd = text.startsWith("[") ? literalEnd(text) : nameEnd(text);
    return hostEnd > 0 && isPort(text, hostEnd);
  }

  /** Where the IPv6 address in brackets ends, or -1; zones and future versions are refused. */
  private static int literalEnd(String text) {
    int close = text.indexOf(']');
    for (int i = 1; i < close; i++) {
      char c = text.charAt(i);
      if (!isHexDigit(c) && c != ':' && c != '.') {
        return -1;
      }
    }
    return close < 3 ? -1 : close + 1;
  }

  private static int nameEnd(String text) {
    int at = 0;
    while (at < text.length() && text.charAt(at) != ':') {
      char c = text.charAt(at);
      if (c == '%') {
        if (!isEscape(text, at)) {
          return -1;
        }
        at += 2;
      } else if (!isAlphanumeric(c) && REG_NAME_MARKS.indexOf(c) < 0) {
        return -1;
      }
      at++;
    }
    return at;
  }

  private static boolean isEscape(String text, int at) {
    return at + 2 < text.length()
        && isHexDigit(text.charAt(at + 1))
        && isHexDigit(text.charAt(at + 2));
  }

  private static boolean isHexDigit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private static boolean isPort(String text, int at) {
    if (at == text.length()) {
      return true;
    }
    int digits = text.length() - at - 1;
    if (text.charAt(at) != ':' || digits > MAX_PORT_DIGITS) {
      return false;
    }
    int port = 0;
    for (int i = at + 1; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      port = 10 * port + digit;
    }
    return port <= MAX_PORT;
  }
}
