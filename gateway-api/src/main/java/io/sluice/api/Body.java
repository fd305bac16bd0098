package io.sluice.api;

import java.io.InputStream;

/**
 * The content of a message, read once, front to back, as it arrives.
 *
 * <p>Used by one thread at a time. Reading blocks until bytes are there; what is not read exerts
 * back-pressure on the sender.
 */
public interface Body extends AutoCloseable {

  /** The length of a body whose length is known only when it ends. */
  long UNKNOWN_LENGTH = -1;

  /** The length in bytes, or {@link #UNKNOWN_LENGTH}. */
  long length();

  /**
   * The bytes. Every call returns the same stream. A read throws {@link java.io.IOException} if the
   * sender failed before the end, so that a body cut short is never taken for a whole one.
   */
  InputStream stream();

  /** The fields sent after the bytes (RFC 9110 section 6.5); empty until the stream has ended. */
  default Headers trailers() {
    return Headers.none();
  }

  /** Gives up what was not read. May be called at any time and more than once. */
  @Override
  default void close() {}

  /** A body of no bytes. */
  static Body empty() {
    return of(new byte[0]);
  }

  /** A body of these bytes; they must not change afterwards. */
  static Body of(byte[] bytes) {
    return new ByteArrayBody(bytes);
  }
}
