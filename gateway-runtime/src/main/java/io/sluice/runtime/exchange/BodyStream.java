package io.sluice.runtime.exchange;

import io.sluice.api.Body;
import java.io.IOException;

/**
 * A body as the gateway itself moves it: in slices that stay in the buffer they were read into.
 *
 * <p>Used by one thread at a time, either through {@link #next()} or through {@link #stream()},
 * never both.
 */
public interface BodyStream extends Body {

  /**
   * Waits for the next bytes. After {@code true}, {@link #array()}, {@link #offset()} and {@link
   * #count()} tell where they are, until the next call.
   *
   * @return false at the end of the body
   * @throws IOException if the sender failed before the end
   */
  boolean next() throws IOException;

  /**
   * Takes the next bytes if they are here, like {@link #next()}, but does not wait.
   *
   * @return false if there are none here, whether or not the body has ended
   */
  boolean poll() throws IOException;

  /**
   * Whether the body has ended and that is known, so that {@link #next()} is false without waiting.
   */
  boolean isFinished();

  /** The buffer that holds the slice. */
  byte[] array();

  /** Where in the buffer the slice starts. */
  int offset();

  /** How many bytes the slice has, at least one. */
  int count();

  /** Whether nothing of it was taken or given up, so that it can still be passed on whole. */
  default boolean isUntouched() {
    return false;
  }

  /** Whether it was closed. */
  default boolean isClosed() {
    return false;
  }
}
