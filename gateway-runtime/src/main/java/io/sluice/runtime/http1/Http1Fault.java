package io.sluice.runtime.http1;

/**
 * The ways a message can be wrong, each with the status that answers a request of that kind. A
 * response that is wrong is answered with 502, whatever stands here. After the answer the
 * connection closes.
 */
public enum Http1Fault {
  /** A line that ends in a line feed without a carriage return (RFC 9112 section 2.2). */
  BARE_LINE_FEED(400),
  /** A request line that is not a method, a target and a version with one space between (3). */
  REQUEST_LINE(400),
  /** A status line that is not a version and three digits (4). */
  STATUS_LINE(400),
  /** A version other than HTTP/1.0 and HTTP/1.1. */
  VERSION(505),
  /** A request target of none of the known forms, or with bytes that no target has (3.2). */
  TARGET(400),
  /** A request for a tunnel to elsewhere, which a gateway does not give. */
  CONNECT(501),
  /** A start line beyond the limit. */
  START_LINE_TOO_LONG(414),
  /** A head beyond the limit. */
  HEAD_TOO_LARGE(431),
  /** More field lines than the limit. */
  TOO_MANY_FIELDS(431),
  /** A field name that is empty or no token, or a line without a colon (5.1). */
  FIELD_NAME(400),
  /** White space between a field name and the colon (5.1). */
  SPACE_BEFORE_COLON(400),
  /** A field line that goes on from the one before (5.2). */
  LINE_FOLDING(400),
  /** A framing field spelled with an underscore, which some endpoints take for a hyphen. */
  AMBIGUOUS_NAME(400),
  /** A control in a field value, a bare carriage return among them (RFC 9110 section 5.5). */
  FIELD_VALUE(400),
  /** A Content-Length that is no plain number, or more than one (RFC 9112 section 6.3). */
  CONTENT_LENGTH(400),
  /** A Transfer-Encoding that does not end in one chunked, stands twice, or must not be there. */
  TRANSFER_ENCODING(400),
  /** A transfer coding under the chunked one that is not implemented (6.1). */
  UNKNOWN_CODING(501),
  /** Content-Length and Transfer-Encoding together (6.3). */
  TWO_FRAMINGS(400),
  /** No Host, more than one, or one that is no host and port (3.2). */
  HOST(400),
  /** An expectation other than 100-continue (RFC 9110 section 10.1.1). */
  EXPECTATION(417),
  /** A chunk size that is not one to sixteen hexadecimal digits, or too large to count (7.1). */
  CHUNK_SIZE(400),
  /** A chunk line or chunk that does not end in CRLF (7.1). */
  CHUNK_END(400),
  /** A chunk extension of the wrong shape (7.1.1). */
  CHUNK_EXTENSION(400),
  /** Chunk extensions beyond the limit. */
  CHUNK_EXTENSIONS_TOO_LARGE(400),
  /** A trailer section beyond the limit. */
  TRAILERS_TOO_LARGE(431),
  /** A body beyond the limit. */
  BODY_TOO_LARGE(413),
  /** A connection that ended inside a message. */
  TRUNCATED(400),
  /** A 101 that nobody asked for. */
  UNASKED_SWITCH(400);

  private final int status;

  Http1Fault(int status) {
    this.status = status;
  }

  /** The status that answers a request with this fault. */
  public int status() {
    return status;
  }
}
