package io.sluice.runtime.http1;

import io.sluice.runtime.exchange.Octets;

/**
 * Reads the line before a chunk, {@code size *( BWS ";" BWS name [ BWS "=" BWS value ] ) CRLF} (RFC
 * 9112 section 7.1), byte by byte.
 *
 * <p>Extensions are checked and forgotten; all of one body together count against one limit. Blanks
 * may stand only around what belongs to an extension: a blank before the CRLF is a fault.
 */
final class ChunkLine {

  private static final int MAX_DIGITS = 16;

  private final int extensionLimit;
  private State state = State.SIZE;
  private int digits;
  private int extensionBytes;
  private long size;

  private enum State {
    SIZE,
    BLANKS_BEFORE_SEMICOLON,
    NAME_START,
    NAME,
    BLANKS_AFTER_NAME,
    VALUE_START,
    VALUE,
    QUOTED,
    ESCAPED,
    QUOTED_END,
    LINE_FEED,
    WHOLE
  }

  ChunkLine(int extensionLimit) {
    this.extensionLimit = extensionLimit;
  }

  /** Reads up to the end of the line or of what is given; returns where it stopped. */
  int read(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && state != State.WHOLE) {
      byte octet = bytes[at++];
      state = next(octet);
      countExtension();
    }
    return at;
  }

  private void countExtension() {
    switch (state) {
      case SIZE, LINE_FEED, WHOLE -> {}
      case BLANKS_BEFORE_SEMICOLON,
          NAME_START,
          NAME,
          BLANKS_AFTER_NAME,
          VALUE_START,
          VALUE,
          QUOTED,
          ESCAPED,
          QUOTED_END -> {
        if (++extensionBytes > extensionLimit) {
          throw new Http1Exception(
              Http1Fault.CHUNK_EXTENSIONS_TOO_LARGE, "more than " + extensionLimit + " bytes");
        }
      }
    }
  }

  boolean whole() {
    return state == State.WHOLE;
  }

  /** The size of the chunk, once the line is whole; zero for the last one. */
  long size() {
    return size;
  }

  /** Makes ready for the next line; what the extensions took stays counted. */
  void reset() {
    state = State.SIZE;
    digits = 0;
    size = 0;
  }

  private State next(byte octet) {
    return switch (state) {
      case SIZE -> size(octet);
      case BLANKS_BEFORE_SEMICOLON -> blanksBeforeSemicolon(octet);
      case NAME_START -> start(octet, State.NAME_START, State.NAME);
      case NAME -> name(octet);
      case BLANKS_AFTER_NAME -> blanksAfterName(octet);
      case VALUE_START ->
          octet == '"' ? State.QUOTED : start(octet, State.VALUE_START, State.VALUE);
      case VALUE -> isToken(octet) ? State.VALUE : end(octet);
      case QUOTED -> quoted(octet);
      case ESCAPED -> text(octet);
      case QUOTED_END -> end(octet);
      case LINE_FEED, WHOLE -> lineFeed(octet);
    };
  }

  private State size(byte octet) {
    int digit = hexDigit(octet);
    if (digit < 0) {
      if (digits == 0 || octet == '\n') {
        throw new Http1Exception(
            digits == 0 ? Http1Fault.CHUNK_SIZE : Http1Fault.CHUNK_END, "in a chunk line");
      }
      return endOfSize(octet);
    }
    if (++digits > MAX_DIGITS || size > Long.MAX_VALUE >>> 4) {
      throw new Http1Exception(Http1Fault.CHUNK_SIZE, "too large");
    }
    size = (size << 4) | digit;
    return State.SIZE;
  }

  private State endOfSize(byte octet) {
    if (octet == '\r' || octet == ';' || Octets.isBlank(octet)) {
      return end(octet);
    }
    throw new Http1Exception(Http1Fault.CHUNK_SIZE, "not a hexadecimal number");
  }

  /** What may follow a size or a whole extension. */
  private State end(byte octet) {
    if (octet == '\r') {
      return State.LINE_FEED;
    }
    return Octets.isBlank(octet) ? State.BLANKS_BEFORE_SEMICOLON : blanksBeforeSemicolon(octet);
  }

  private State blanksBeforeSemicolon(byte octet) {
    if (octet == ';') {
      return State.NAME_START;
    }
    if (Octets.isBlank(octet)) {
      return State.BLANKS_BEFORE_SEMICOLON;
    }
    throw malformed();
  }

  private State start(byte octet, State here, State inside) {
    if (Octets.isBlank(octet)) {
      return here;
    }
    if (isToken(octet)) {
      return inside;
    }
    throw malformed();
  }

  private State name(byte octet) {
    if (isToken(octet)) {
      return State.NAME;
    }
    return octet == '\r' ? State.LINE_FEED : blanksAfterName(octet);
  }

  private State blanksAfterName(byte octet) {
    if (octet == '=') {
      return State.VALUE_START;
    }
    if (Octets.isBlank(octet)) {
      return State.BLANKS_AFTER_NAME;
    }
    return blanksBeforeSemicolon(octet);
  }

  private State quoted(byte octet) {
    return switch (octet) {
      case '"' -> State.QUOTED_END;
      case '\\' -> State.ESCAPED;
      default -> text(octet);
    };
  }

  private State text(byte octet) {
    boolean control = octet >= 0 && octet < ' ' && octet != '\t';
    if (control || octet == 0x7F) {
      throw malformed();
    }
    return State.QUOTED;
  }

  private State lineFeed(byte octet) {
    if (octet != '\n') {
      throw new Http1Exception(Http1Fault.CHUNK_END, "a chunk line without its line feed");
    }
    return State.WHOLE;
  }

  private static Http1Exception malformed() {
    return new Http1Exception(Http1Fault.CHUNK_EXTENSION, "malformed");
  }

  private static boolean isToken(byte octet) {
    return Octets.tokenClass(octet) != Octets.NO_TOKEN;
  }

  private static int hexDigit(byte octet) {
    if (octet >= '0' && octet <= '9') {
      return octet - '0';
    }
    int letter = octet | 0x20;
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
  }
}
