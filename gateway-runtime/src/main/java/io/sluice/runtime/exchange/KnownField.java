package io.sluice.runtime.exchange;

import java.util.Locale;

/** The fields that mean something to the gateway itself; all others pass as they are. */
public enum KnownField {
  /** Whom the request is for; written anew from the authority of the request. */
  HOST(false),
  /** How long the body is; written anew from the framing of the message. */
  CONTENT_LENGTH(false),
  /** What the client wants answered before it sends the body. */
  EXPECT(false),
  /** How the body is coded on this connection. */
  TRANSFER_ENCODING(true),
  /** Options of this connection, among them the names of fields that end here. */
  CONNECTION(true),
  /** Which transfer codings, and whether trailers, are welcome on this connection. */
  TE(true),
  /** Which protocol this connection would like to change to. */
  UPGRADE(true),
  /**
   * Fields that end here and of which nothing is read: Keep-Alive, HTTP2-Settings, Proxy, Proxy-*,
   * and what an endpoint that takes underscores for hyphens would read as the gateway's own word:
   * X_Forwarded_* and the like.
   */
  ENDS_HERE(true),
  /**
   * What the gateway tells endpoints itself, having weighed what it was told: X-Forwarded-*,
   * Forwarded, X-Real-IP, X-Request-Id.
   */
  FORWARDING(false),
  /** Any other field. */
  OTHER(false);

  private final boolean connectionOnly;

  KnownField(boolean connectionOnly) {
    this.connectionOnly = connectionOnly;
  }

  /** Whether the field is about one connection and never forwarded (RFC 9110 section 7.6.1). */
  public boolean connectionOnly() {
    return connectionOnly;
  }

  /** Which field has the name {@code bytes[from, to)}. */
  public static KnownField of(byte[] bytes, int from, int to) {
    if (to > from && Octets.lower(bytes[from]) == 'x') {
      return startingWithX(bytes, from, to);
    }
    return switch (to - from) {
      case 2 -> match(bytes, from, to, "te", TE);
      case 4 -> match(bytes, from, to, "host", HOST);
      case 5 -> match(bytes, from, to, "proxy", ENDS_HERE);
      case 6 -> proxyOr(bytes, from, to, "expect", EXPECT);
      case 7 -> proxyOr(bytes, from, to, "upgrade", UPGRADE);
      case 9 -> match(bytes, from, to, "forwarded", FORWARDING);
      case 10 -> tenLetters(bytes, from, to);
      case 14 -> fourteenLetters(bytes, from, to);
      case 17 -> proxyOr(bytes, from, to, "transfer-encoding", TRANSFER_ENCODING);
      default -> proxyOr(bytes, from, to, "", OTHER);
    };
  }

  private static KnownField startingWithX(byte[] bytes, int from, int to) {
    boolean forwarding =
        Octets.startsWithIgnoreCase(bytes, from, to, "x-forwarded-")
            || Octets.equalsIgnoreCase(bytes, from, to, "x-real-ip")
            || Octets.equalsIgnoreCase(bytes, from, to, "x-request-id");
    if (forwarding) {
      return FORWARDING;
    }
    return looksForwarded(bytes, from, to) ? ENDS_HERE : OTHER;
  }

  private static boolean looksForwarded(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != '_') {
      at++;
    }
    if (at == to) {
      return false;
    }
    String name = Octets.text(bytes, from, to).toLowerCase(Locale.ROOT).replace('_', '-');
    return name.startsWith("x-forwarded-")
        || name.equals("x-real-ip")
        || name.equals("x-request-id");
  }

  private static KnownField tenLetters(byte[] bytes, int from, int to) {
    KnownField found = proxyOr(bytes, from, to, "connection", CONNECTION);
    return found == OTHER ? match(bytes, from, to, "keep-alive", ENDS_HERE) : found;
  }

  private static KnownField fourteenLetters(byte[] bytes, int from, int to) {
    KnownField found = proxyOr(bytes, from, to, "content-length", CONTENT_LENGTH);
    return found == OTHER ? match(bytes, from, to, "http2-settings", ENDS_HERE) : found;
  }

  private static KnownField match(byte[] bytes, int from, int to, String name, KnownField field) {
    return Octets.equalsIgnoreCase(bytes, from, to, name) ? field : OTHER;
  }

  /** The field if it has the name, or what ends here if the name is of the proxy family. */
  private static KnownField proxyOr(byte[] bytes, int from, int to, String name, KnownField field) {
    if (to > from && Octets.lower(bytes[from]) == 'p') {
      return Octets.startsWithIgnoreCase(bytes, from, to, "proxy-") ? ENDS_HERE : OTHER;
    }
    return match(bytes, from, to, name, field);
  }
}
