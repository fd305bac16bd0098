package io.sluice.runtime.exchange;

/**
 * The syntax of {@code uri-host [":" port]} (RFC 9110 section 7.2, RFC 3986 section 3.2.2).
 *
 * <p>User information is no part of it. Percent-escapes are refused: names in DNS need none, and
 * whoever decodes one is at another host than whoever does not.
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
    boolean literal =
        close > 0
            && text.lastIndexOf(':', close) > 0
            && IpLiteral.parse(text.substring(1, close)).isPresent();
    return literal ? close + 1 : -1;
  }

  private static int nameEnd(String text) {
    int at = 0;
    while (at < text.length() && text.charAt(at) != ':') {
      char c = text.charAt(at);
      if (!isAlphanumeric(c) && REG_NAME_MARKS.indexOf(c) < 0) {
        return -1;
      }
      at++;
    }
    return at;
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
