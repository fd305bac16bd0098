package io.sluice.runtime.http1;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where the bytes of a connection come from. */
@FunctionalInterface
public interface ByteSource {

  /**
   * Waits for bytes.
   *
   * @param into where to put them, from {@code offset} on
   * @param most how many are welcome, at least one
   * @return how many came, at least one, or -1 if the peer sends no more
   * @throws IOException if the connection failed
   */
  int read(byte[] into, int offset, int most) throws IOException;

  /** Whether the bytes come in arrays that can be given away: {@link #take} may be called. */
  default boolean givesArrays() {
    return false;
  }

  /**
   * Waits for bytes and gives them away in an array of their own, which saves a copy and a buffer.
   *
   * @return null if the peer sends no more
   * @throws IOException if the connection failed
   */
  default byte @Nullable [] take() throws IOException {
    throw new UnsupportedOperationException("gives no arrays away");
  }
}
