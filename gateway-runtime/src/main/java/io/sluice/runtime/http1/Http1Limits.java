package io.sluice.runtime.http1;

/**
 * How much of a message is taken before it is refused.
 *
 * @param startLineBytes the request or status line, without its CRLF
 * @param headBytes the whole head, line ends included
 * @param fields the field lines of the head
 * @param bodyBytes the content
 * @param chunkExtensionBytes all chunk extensions of one body together
 * @param trailerBytes the trailer section, line ends included
 * @param trailerFields the field lines of the trailer section
 */
public record Http1Limits(
    int startLineBytes,
    int headBytes,
    int fields,
    long bodyBytes,
    int chunkExtensionBytes,
    int trailerBytes,
    int trailerFields) {

  /** Refuses limits that nothing could pass. */
  public Http1Limits {
    if (startLineBytes < 1 || headBytes < 1 || fields < 1) {
      throw new IllegalArgumentException("the limits of a head are at least 1");
    }
    if (bodyBytes < 0 || chunkExtensionBytes < 0 || trailerBytes < 0 || trailerFields < 0) {
      throw new IllegalArgumentException("a limit is not negative");
    }
  }

  /** For requests: a line of 8 KiB, a head of 16 KiB, 100 fields, bodies of any size. */
  public static Http1Limits requests() {
    return new Http1Limits(8 << 10, 16 << 10, 100, Long.MAX_VALUE, 4 << 10, 8 << 10, 50);
  }

  /** For responses, whose heads are larger in practice: 64 KiB and 200 fields. */
  public static Http1Limits responses() {
    return new Http1Limits(8 << 10, 64 << 10, 200, Long.MAX_VALUE, 4 << 10, 8 << 10, 50);
  }

  /** The same limits for bodies of another size. */
  public Http1Limits withBodyBytes(long newBodyBytes) {
    return new Http1Limits(
        startLineBytes,
        headBytes,
        fields,
        newBodyBytes,
        chunkExtensionBytes,
        trailerBytes,
        trailerFields);
  }
}
