package io.sluice.runtime.http1;

import io.sluice.runtime.exchange.Octets;

/**
 * The version in a start line (RFC 9112 section 2.3): {@code HTTP/} and two digits, in that case.
 */
final class HttpVersion {

  private static final String PREFIX = "HTTP/";
  private static final int LENGTH = 8;

  private HttpVersion() {}

  /** Whether it is HTTP/1.1; false if it is HTTP/1.0, a fault if it is neither. */
  static boolean isHttp11(byte[] bytes, int from, int to, Http1Fault malformed) {
    boolean shaped =
        to - from == LENGTH
            && Octets.equals(bytes, from, from + PREFIX.length(), PREFIX)
            && isDigit(bytes[from + 5])
            && bytes[from + 6] == '.'
            && isDigit(bytes[from + 7]);
    if (!shaped) {
      throw new Http1Exception(malformed, "no HTTP version");
    }
    if (bytes[from + 5] != '1' || bytes[from + 7] > '1') {
      throw new Http1Exception(Http1Fault.VERSION, "neither HTTP/1.0 nor HTTP/1.1");
    }
    return bytes[from + 7] == '1';
  }

  private static boolean isDigit(byte octet) {
    return octet >= '0' && octet <= '9';
  }
}
