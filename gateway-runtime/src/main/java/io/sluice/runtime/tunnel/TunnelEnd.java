package io.sluice.runtime.tunnel;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One end of a tunnel: the connection of the client or that of the endpoint, of which only bytes
 * are left. One thread reads at a time and one writes; {@link #close} may be called from any and
 * never waits.
 */
public interface TunnelEnd extends AutoCloseable {

  /**
   * Waits for bytes, however long; those that came with the handshake are the first.
   *
   * @return an array of their own, at least one byte and at most 16 KiB, or null if no more come
   */
  byte @Nullable [] read() throws IOException;

  /** Writes {@code bytes[from, to)}; waits a bounded time until the socket took them. */
  void write(byte[] bytes, int from, int to) throws IOException;

  /** Says that nothing more is written; reading goes on. */
  void endOutput() throws IOException;

  /** Closes the connection, which ends whatever waits for it. */
  @Override
  void close();
}
