package io.sluice.runtime.listener;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.socket.HelidonSocket;
import io.sluice.runtime.deadline.Deadline;
import io.sluice.runtime.deadline.Sweeper;
import io.sluice.runtime.exchange.ClientException;
import io.sluice.runtime.exchange.FailureCode;
import io.sluice.runtime.http1.ByteSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one client connection, under deadlines. One thread reads at a time and one writes.
 *
 * <p>A deadline that passes closes the socket, which ends whatever waits for it.
 */
final class ClientWire implements ByteSource, AutoCloseable {

  private final HelidonSocket socket;
  private final Deadline readDeadline;
  private final Deadline writeDeadline;
  private volatile long progressNanos;
  private byte @Nullable [] arrived;
  private int used;

  /**
   * @param onLateRead ends a connection whose client was too slow to send; runs on the sweeper's
   *     thread and must not block
   */
  ClientWire(HelidonSocket socket, Sweeper sweeper, Runnable onLateRead) {
    this.socket = socket;
    this.readDeadline = sweeper.watch(onLateRead);
    this.writeDeadline = sweeper.watch(this::closeSocket);
  }

  /** The next reads together may take so long. */
  void expectWithin(long nanos) {
    progressNanos = 0;
    readDeadline.in(nanos);
  }

  /** Each of the next reads may take so long. */
  void expectProgressWithin(long nanos) {
    progressNanos = nanos;
  }

  /** Nothing is expected. */
  void expectNothing() {
    progressNanos = 0;
    readDeadline.clear();
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

  private byte @Nullable [] await() throws ClientException {
    if (progressNanos > 0) {
      readDeadline.in(progressNanos);
    }
    try {
      return socket.get();
    } catch (UncheckedIOException e) {
      throw isReadLate()
          ? new ClientException(FailureCode.REQUEST_TIMEOUT, "nothing came in time")
          : new ClientException(FailureCode.CLIENT_GONE, "the connection failed");
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
      socket.write(BufferData.create(bytes, from, to - from));
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
