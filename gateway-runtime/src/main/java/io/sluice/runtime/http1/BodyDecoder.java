package io.sluice.runtime.http1;

import io.sluice.runtime.exchange.FieldList;

/**
 * Finds the content of one message in the bytes of its connection, and its end.
 *
 * <p>Copies no content: {@link #decode} says where in the caller's buffer the next piece stands.
 * Each piece is whatever of it has arrived, so a chunk of any size passes through a buffer of any
 * size. For one thread.
 */
public abstract sealed class BodyDecoder {

  private long bodyLimit;
  private long taken;
  private int contentStart;
  private int contentEnd;
  private boolean finished;

  private BodyDecoder(long bodyLimit) {
    this.bodyLimit = bodyLimit;
  }

  /**
   * A decoder for content that ends in that way.
   *
   * @throws Http1Exception if its length is known and beyond the limit
   */
  public static BodyDecoder of(BodyFraming framing, Http1Limits limits) {
    return switch (framing) {
      case BodyFraming.None() -> new Sized(0, limits.bodyBytes());
      case BodyFraming.Sized(long length) -> new Sized(length, limits.bodyBytes());
      case BodyFraming.Chunked() -> new Chunked(limits);
      case BodyFraming.UntilClose() -> new UntilClose(limits.bodyBytes());
    };
  }

  /**
   * Reads up to the end of the next piece of content, of the message, or of what is given,
   * whichever is first. Call it again with the rest until it {@linkplain #finished() is finished}
   * or no rest is left.
   *
   * @param bytes the buffer; it may be another in each call
   * @param from where to read on
   * @param to where the bytes read so far end
   * @return where it stopped; the piece is between {@link #contentStart()} and {@link
   *     #contentEnd()}
   * @throws Http1Exception if the framing is broken or a limit passed; the decoder is of no use
   *     afterwards
   */
  public final int decode(byte[] bytes, int from, int to) {
    contentStart = from;
    contentEnd = from;
    return finished ? from : read(bytes, from, to);
  }

  /** From here on the content may be so long, or as long as it may be already if that is less. */
  public final void limitTo(long bytes) {
    bodyLimit = Math.min(bodyLimit, bytes);
  }

  /** Where the piece that {@link #decode} found begins. */
  public final int contentStart() {
    return contentStart;
  }

  /** Where that piece ends; the same place if there is none. */
  public final int contentEnd() {
    return contentEnd;
  }

  /** Whether the message is at its end, so that the bytes after it belong to the next one. */
  public final boolean finished() {
    return finished;
  }

  /** How many bytes of content were found. */
  public final long taken() {
    return taken;
  }

  /** The fields after the content, without those that may not stand there; empty until the end. */
  public FieldList trailers() {
    return FieldList.none();
  }

  /**
   * Says that the peer sends no more.
   *
   * @throws Http1Exception if the message is cut short by that
   */
  public void closed() {
    if (!finished) {
      throw new Http1Exception(Http1Fault.TRUNCATED, "after " + taken + " bytes of content");
    }
  }

  abstract int read(byte[] bytes, int from, int to);

  final void content(int start, int end) {
    contentStart = start;
    contentEnd = end;
    announce(end - start);
    taken += end - start;
  }

  /** Refuses content that would be too much, before it comes. */
  final void announce(long count) {
    if (count > bodyLimit - taken) {
      throw tooLarge(bodyLimit);
    }
  }

  final void finish() {
    finished = true;
  }

  private static Http1Exception tooLarge(long limit) {
    return new Http1Exception(Http1Fault.BODY_TOO_LARGE, "more than " + limit + " bytes");
  }

  /** Content of a length known beforehand. */
  private static final class Sized extends BodyDecoder {

    private long left;

    Sized(long length, long bodyLimit) {
      super(bodyLimit);
      if (length > bodyLimit) {
        throw tooLarge(bodyLimit);
      }
      left = length;
      finishIfComplete();
    }

    @Override
    int read(byte[] bytes, int from, int to) {
      int end = from + (int) Math.min(to - from, left);
      content(from, end);
      left -= end - from;
      finishIfComplete();
      return end;
    }

    private void finishIfComplete() {
      if (left == 0) {
        finish();
      }
    }
  }

  /** Content that ends with the connection. */
  private static final class UntilClose extends BodyDecoder {

    UntilClose(long bodyLimit) {
      super(bodyLimit);
    }

    @Override
    int read(byte[] bytes, int from, int to) {
      content(from, to);
      return to;
    }

    @Override
    public void closed() {
      finish();
    }
  }

  /** Content in chunks (RFC 9112 section 7.1). */
  private static final class Chunked extends BodyDecoder {

    private final ChunkLine line;
    private final TrailerSection trailers;
    private Part part = Part.LINE;
    private long left;

    private enum Part {
      LINE,
      DATA,
      DATA_CR,
      DATA_LF,
      TRAILERS
    }

    Chunked(Http1Limits limits) {
      super(limits.bodyBytes());
      line = new ChunkLine(limits.chunkExtensionBytes());
      trailers = new TrailerSection(limits);
    }

    @Override
    int read(byte[] bytes, int from, int to) {
      int at = from;
      while (at < to && !finished()) {
        switch (part) {
          case LINE -> at = readLine(bytes, at, to);
          case DATA -> {
            return readData(at, to);
          }
          case DATA_CR -> at = expect(bytes, at, '\r', Part.DATA_LF);
          case DATA_LF -> at = expect(bytes, at, '\n', Part.LINE);
          case TRAILERS -> at = readTrailers(bytes, at, to);
        }
      }
      return at;
    }

    private int readLine(byte[] bytes, int from, int to) {
      int at = line.read(bytes, from, to);
      if (line.whole()) {
        left = line.size();
        announce(left);
        part = left == 0 ? Part.TRAILERS : Part.DATA;
        line.reset();
      }
      return at;
    }

    private int readData(int from, int to) {
      int end = from + (int) Math.min(to - from, left);
      content(from, end);
      left -= end - from;
      if (left == 0) {
        part = Part.DATA_CR;
      }
      return end;
    }

    private int expect(byte[] bytes, int at, char octet, Part next) {
      if (bytes[at] != octet) {
        throw new Http1Exception(Http1Fault.CHUNK_END, "no CRLF after the chunk");
      }
      part = next;
      return at + 1;
    }

    private int readTrailers(byte[] bytes, int from, int to) {
      int at = trailers.read(bytes, from, to);
      if (trailers.whole()) {
        finish();
      }
      return at;
    }

    @Override
    public FieldList trailers() {
      return trailers.fields();
    }
  }
}
