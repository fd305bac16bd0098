package io.sluice.runtime.listener;

import io.sluice.runtime.deadline.Deadline;
import io.sluice.runtime.deadline.RateFloor;
import io.sluice.runtime.deadline.Sweeper;
import io.sluice.runtime.exchange.ClientBounds;
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

  /** Larger writes are cut, so that each deadline is for what can be sent in its time. */
  private static final int PIECE_BYTES = 64 * 1024;

  private final SocketLayer socket;
  private final Sweeper sweeper;
  private final Deadline readDeadline;
  private final Deadline writeDeadline;
  private final RateFloor upload = new RateFloor();
  private final RateFloor download = new RateFloor();
  private long progressNanos;
  private long waitingSinceNanos;
  private long writeNanos;
  private boolean ends;
  private long endNanos;
  private byte @Nullable [] arrived;
  private int used;

  /**
   * @param writeNanos how long a write may take unless a request bounds it
   * @param onLateRead ends a connection whose client was too slow to send; runs on the sweeper's
   *     thread and must not block
   */
  ClientWire(SocketLayer socket, Sweeper sweeper, long writeNanos, Runnable onLateRead) {
    this.socket = socket;
    this.sweeper = sweeper;
    this.writeNanos = writeNanos;
    this.readDeadline = sweeper.watch(onLateRead);
    this.writeDeadline = sweeper.watch(this::closeSocket);
  }

  /** How clients call HTTP over this connection: {@code http} or {@code https}. */
  String scheme() {
    return socket.scheme();
  }

  /** The name that its certificate gives the client; empty if it showed none. */
  String certificateName() {
    return socket.certificateName();
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
   * From now on, each read and each write may take so long; between reads nothing is expected.
   *
   * @return false if what was expected before came too late, which is being dealt with
   */
  synchronized boolean expectProgressWithin(long nanos) {
    progressNanos = nanos;
    writeNanos = nanos;
    upload.begin(0, nanos);
    download.begin(0, nanos);
    ends = false;
    return readDeadline.clear();
  }

  /**
   * The same for the request of the moment, with the least rates at which its bodies must move.
   *
   * @param leftNanos how long all writes together may take, {@link Long#MAX_VALUE} for any time
   */
  synchronized void bound(long idleNanos, ClientBounds bounds, long leftNanos) {
    progressNanos = idleNanos;
    writeNanos = idleNanos;
    upload.begin(bounds.uploadRate(), idleNanos);
    download.begin(bounds.downloadRate(), idleNanos);
    ends = leftNanos != Long.MAX_VALUE;
    endNanos = ends ? sweeper.now() + leftNanos : 0;
  }

  /** From now on, writes may take longer than the request: what they say is that it is over. */
  void endLater() {
    ends = false;
  }

  /** From now on, reads may take as long as they like, and no rate is asked for. */
  synchronized void expectNothing() {
    expectProgressWithin(0);
  }

  /** From now on, each read may take so long, and a read that waits already, too. */
  synchronized void hurry(long nanos) {
    progressNanos = nanos;
    readDeadline.in(nanos);
  }

  private synchronized void beginWait() {
    if (progressNanos > 0) {
      waitingSinceNanos = sweeper.now();
      readDeadline.in(Math.min(progressNanos, upload.nanosFor(0)));
    }
  }

  private synchronized void endWait(int count) {
    if (progressNanos > 0) {
      readDeadline.clear();
      upload.moved(count, sweeper.now() - waitingSinceNanos);
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
    int count = 0;
    try {
      byte[] bytes = socket.read();
      count = bytes == null ? 0 : bytes.length;
      return bytes;
    } catch (UncheckedIOException e) {
      throw isReadLate()
          ? new ClientException(FailureCode.REQUEST_TIMEOUT, "nothing came in time")
          : new ClientException(FailureCode.CLIENT_GONE, "the connection failed");
    } finally {
      endWait(count);
    }
  }

  /**
   * Writes it all, within what holds for the request of the moment.
   *
   * @throws ClientException if the client is gone or does not read
   */
  void write(byte[] bytes, int from, int to) throws ClientException {
    for (int at = from; at < to; at += PIECE_BYTES) {
      piece(bytes, at, Math.min(to, at + PIECE_BYTES));
    }
  }

  private void piece(byte[] bytes, int from, int to) throws ClientException {
    int count = to - from;
    long begunNanos = sweeper.now();
    long nanos = Math.min(writeNanos, download.nanosFor(count));
    write(bytes, from, to, ends ? Math.clamp(endNanos - begunNanos, 1, nanos) : nanos);
    download.moved(count, sweeper.now() - begunNanos);
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
