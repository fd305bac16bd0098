package io.sluice.runtime.http1;

import io.sluice.runtime.exchange.Octets;

/**
 * The parts of one field line {@code name ":" OWS value OWS} (RFC 9112 section 5), checked byte by
 * byte.
 */
final class FieldLine {

  private FieldLine() {}

  /** Where the colon stands after the name that begins at {@code start}. */
  static int nameEnd(byte[] bytes, int start, int end, String place) {
    int at = start;
    int seen = 0;
    while (at < end) {
      int kind = Octets.tokenClass(bytes[at]);
      if (kind == Octets.NO_TOKEN) {
        break;
      }
      seen |= kind;
      at++;
    }
    if (at == start || at == end || bytes[at] != ':') {
      throw new Http1Exception(nameFault(bytes, start, at, end), "in " + place);
    }
    if ((seen & Octets.UNDERSCORE) != 0) {
      refuseFramingLookalike(bytes, start, at, place);
    }
    return at;
  }

  private static Http1Fault nameFault(byte[] bytes, int start, int at, int end) {
    if (Octets.isBlank(bytes[start])) {
      return Http1Fault.LINE_FOLDING;
    }
    int next = at;
    while (next < end && Octets.isBlank(bytes[next])) {
      next++;
    }
    return next > at && next < end && bytes[next] == ':'
        ? Http1Fault.SPACE_BEFORE_COLON
        : Http1Fault.FIELD_NAME;
  }

  private static void refuseFramingLookalike(byte[] bytes, int start, int end, String place) {
    String name = Octets.text(bytes, start, end).replace('_', '-');
    if (name.equalsIgnoreCase("transfer-encoding") || name.equalsIgnoreCase("content-length")) {
      throw new Http1Exception(Http1Fault.AMBIGUOUS_NAME, name + " with an underscore in " + place);
    }
  }

  /** Where the value begins after the colon. */
  static int valueStart(byte[] bytes, int colon, int end) {
    int at = colon + 1;
    while (at < end && Octets.isBlank(bytes[at])) {
      at++;
    }
    return at;
  }

  /** Where the value ends, having checked it. */
  static int valueEnd(byte[] bytes, int start, int end, String place) {
    int at = end;
    while (at > start && Octets.isBlank(bytes[at - 1])) {
      at--;
    }
    if (!Octets.isFieldValue(bytes, start, at)) {
      throw new Http1Exception(Http1Fault.FIELD_VALUE, "in " + place);
    }
    return at;
  }
}
