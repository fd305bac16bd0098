package io.sluice.runtime.http1;

import java.io.IOException;

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
}
