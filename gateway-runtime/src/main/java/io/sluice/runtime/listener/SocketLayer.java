package io.sluice.runtime.listener;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of HTTP on one client's socket, with or without encryption below them. One thread reads
 * at a time and any number write; {@link #close} may be called from any and never waits.
 *
 * <p>When the connection fails, its methods throw {@link java.io.UncheckedIOException}.
 */
interface SocketLayer {

  /** How clients call HTTP over this: {@code http} or {@code https}. */
  String scheme();

  /**
   * Agrees with the client on how to talk, before anything else; waits for it.
   *
   * @throws IOException if what the client sent does not lead to an agreement
   */
  void open() throws IOException;

  /**
   * The name that its certificate gives the client, once they have agreed; empty if none was asked
   * for.
   */
  String certificateName();

  /** Waits for bytes; null if the client sends no more. */
  byte @Nullable [] read();

  /** Writes {@code bytes[from, to)}; waits until the socket took them. */
  void write(byte[] bytes, int from, int to);

  /** Tells the client that nothing more comes, as far as it can be told; may wait. */
  void end();

  /** Gives up what is not needed while nothing comes. Of the reading thread. */
  void release();

  /** Closes the socket, which ends whatever waits for it. */
  void close();
}
