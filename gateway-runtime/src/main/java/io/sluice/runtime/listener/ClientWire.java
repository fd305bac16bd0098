package io.sluice.runtime.listener;

import io.sluice.runtime.deadline.Deadline;
import io.sluice.runtime.deadline.Sweeper;
import io.sluice.runtime.exchange.ClientException;
import io.sluice.runtime.exchange.FailureCode;
import io.sluice.runtime.http1.ByteSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one client connection, under deadlines. One thread reads at a time and one writes.
 *
 * <p>A deadline that passes closes the socket, which ends whatever waits for it.
 */
final class ClientWire implements ByteSource, AutoCloseable {

  private final SocketLayer socket;
  private final Deadline readDeadline;
  private final Deadline writeDeadline;
  private long progressNanos;
  private byte @Nullable [] arrived;
  private int used;

  /**
   * @param onLateRead ends a connection whose client was too slow to send; runs on the sweeper's
   *     thread and must not block
   */
  ClientWire(SocketLayer socket, Sweeper sweeper, Runnable onLateRead) {
    this.socket = socket;
    this.readDeadline = sweeper.watch(onLateRead);
    this.writeDeadline = sweeper.watch(this::closeSocket);
  }

  /** How clients call HTTP over this connection: {@code http} or {@code https}. */
  String scheme() {
    return socket.scheme();
  }

  /**
   * Agrees with the client on how to talk, within what the next reads may take.
   *
   * @throws ClientException if that fails
   */
  void open() throws ClientException {
    try {
      socket.open();
    } catch (SSLException e) {
      throw new ClientException(FailureCode.MALFORMED_REQUEST, String.valueOf(e.getMessage()));
    } catch (IOException | UncheckedIOException e) {
      throw new ClientException(FailureCode.CLIENT_GONE, String.valueOf(e.getMessage()));
    }
  }

  /** Tells the client that nothing more comes, if there is a way and it listens that long. */
  void end(long nanos) {
    writeDeadline.in(nanos);
    try {
      socket.end();
    } catch (UncheckedIOException e) {
      closeSocket();
    }
    writeDeadline.clear();
  }

  /** Gives up what is not needed until the next request. */
  void release() {
    socket.release();
  }

  /** From now on, all reads together may take so long. */
  synchronized void expectWithin(long nanos) {
    progressNanos = 0;
    readDeadline.in(nanos);
  }

  /**
   * From now on, each read may take so long; between reads nothing is expected.
   *
   * @return false if what was expected before came too late, which is being dealt with
   */
  synchronized boolean expectProgressWithin(long nanos) {
    progressNanos = nanos;
    return readDeadline.clear();
  }

  /** From now on, reads may take as long as they like. */
  synchronized void expectNothing() {
    progressNanos = 0;
    readDeadline.clear();
  }

  /** From now on, each read may take so long, and a read that waits already, too. */
  synchronized void hurry(long nanos) {
    progressNanos = nanos;
    readDeadline.in(nanos);
  }

  private synchronized void beginWait() {
    if (progressNanos > 0) {
      readDeadline.in(progressNanos);
    }
  }

  private synchronized void endWait() {
    if (progressNanos > 0) {
      readDeadline.clear();
    }
  }

  /** Whether the client was too slow to send. */
  boolean isReadLate() {
    return readDeadline.isLate();
  }

  @Override
  public int read(byte[] into, int offset, int most) throws IOException {
    byte[] bytes = arrived;
    if (bytes == null) {
      bytes = await();
      if (bytes == null) {
        return -1;
      }
    }
    int count = Math.min(most, bytes.length - used);
    System.arraycopy(bytes, used, into, offset, count);
    used += count;
    arrived = used == bytes.length ? null : bytes;
    used = arrived == null ? 0 : used;
    return count;
  }

  @Override
  public boolean givesArrays() {
    return true;
  }

  @Override
  public byte @Nullable [] take() throws ClientException {
    byte[] bytes = arrived;
    if (bytes == null) {
      return await();
    }
    byte[] rest = used == 0 ? bytes : Arrays.copyOfRange(bytes, used, bytes.length);
    arrived = null;
    used = 0;
    return rest;
  }

  private byte @Nullable [] await() throws ClientException {
    beginWait();
    try {
      return socket.read();
    } catch (UncheckedIOException e) {
      throw isReadLate()
          ? new ClientException(FailureCode.REQUEST_TIMEOUT, "nothing came in time")
          : new ClientException(FailureCode.CLIENT_GONE, "the connection failed");
    } finally {
      endWait();
    }
  }

  /**
   * Writes it all.
   *
   * @param nanos how long that may take
   * @throws ClientException if the client is gone or does not read
   */
  void write(byte[] bytes, int from, int to, long nanos) throws ClientException {
    writeDeadline.in(nanos);
    try {
      socket.write(bytes, from, to);
    } catch (UncheckedIOException e) {
      throw new ClientException(FailureCode.CLIENT_GONE, "the connection failed");
    }
    writeDeadline.clear();
  }

  @Override
  public void close() {
    readDeadline.close();
    writeDeadline.close();
    closeSocket();
  }

  void closeSocket() {
    try {
      socket.close();
    } catch (UncheckedIOException e) {
      // closed by the peer already
    }
  }
}
