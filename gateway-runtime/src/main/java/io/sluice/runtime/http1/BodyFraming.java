package io.sluice.runtime.http1;

/** How the end of a message's content is found (RFC 9112 section 6.3). */
public sealed interface BodyFraming {

  /** There is none, and no field speaks of one. */
  record None() implements BodyFraming {
    private static final None INSTANCE = new None();
  }

  /**
   * There are so many bytes.
   *
   * @param length the number of bytes, perhaps zero
   */
  record Sized(long length) implements BodyFraming {

    /** Refuses a negative length. */
    public Sized {
      if (length < 0) {
        throw new IllegalArgumentException("a length is not negative: " + length);
      }
    }
  }

  /** Chunks, each with its size, then trailers. */
  record Chunked() implements BodyFraming {
    private static final Chunked INSTANCE = new Chunked();
  }

  /** All that comes before the connection closes; responses only. */
  record UntilClose() implements BodyFraming {
    private static final UntilClose INSTANCE = new UntilClose();
  }

  /** No content. */
  static BodyFraming none() {
    return None.INSTANCE;
  }

  /** Content in chunks. */
  static BodyFraming chunked() {
    return Chunked.INSTANCE;
  }

  /** Content that ends with the connection. */
  static BodyFraming untilClose() {
    return UntilClose.INSTANCE;
  }

  /** Content of so many bytes. */
  static BodyFraming sized(long length) {
    return new Sized(length);
  }

  /** Whether content may follow the head. */
  default boolean hasContent() {
    return switch (this) {
      case None() -> false;
      case Sized(long length) -> length > 0;
      case Chunked() -> true;
      case UntilClose() -> true;
    };
  }
}
