package io.sluice.runtime.upstream;

import io.sluice.api.Endpoint;
import io.sluice.api.Outcome.FailureKind;
import io.sluice.runtime.deadline.Deadline;
import io.sluice.runtime.deadline.Sweeper;
import io.sluice.runtime.exchange.EndpointException;
import io.sluice.runtime.exchange.FailureCode;
import io.sluice.runtime.exchange.LiveEndpoint;
import io.sluice.runtime.http1.Http1Exception;
import io.sluice.runtime.http1.Http1Fault;
import io.sluice.runtime.http1.Http1Limits;
import io.sluice.runtime.http1.InputBuffer;
import io.sluice.runtime.http1.OutBuffer;
import io.sluice.runtime.http1.ResponseHeadParser;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One connection to an endpoint, with its buffers and deadlines.
 *
 * <p>Serves one request at a time. The request's thread reads; it or the thread that pumps the body
 * writes. A deadline that passes closes the socket, which ends whatever waits for it.
 */
final class EndpointConnection implements AutoCloseable {

  /** Answers of this size and less are read at once, head and all. */
  private static final int INPUT_BYTES = 16 * 1024;

  private static final int OUTPUT_BYTES = 4 * 1024;

  /** Nothing is to be done when it is closed; not the same object as {@link #CLOSED}. */
  private static final Runnable NOTHING = new Step();

  /** It is closed, and what was to be done was done. */
  private static final Runnable CLOSED = new Step();

  private static final class Step implements Runnable {
    @Override
    public void run() {}
  }

  private final Endpoint endpoint;
  private final SocketChannel channel;
  private final AtomicReference<Runnable> onClose = new AtomicReference<>(NOTHING);
  private final Deadline readDeadline;
  private final Deadline writeDeadline;
  private final InputBuffer input = new InputBuffer(this::read, INPUT_BYTES);
  private final OutBuffer output = new OutBuffer(OUTPUT_BYTES);
  private final ResponseHeadParser parser = new ResponseHeadParser(LIMITS);
  private volatile boolean bytesReceived;
  private volatile @Nullable ConnectionPool waitsIn;
  private volatile @Nullable LiveEndpoint serves;

  /** What is taken of an endpoint's answer. */
  static final Http1Limits LIMITS = Http1Limits.responses();

  private EndpointConnection(Endpoint endpoint, SocketChannel channel, Sweeper sweeper) {
    this.endpoint = endpoint;
    this.channel = channel;
    this.readDeadline = sweeper.watch(this::late);
    this.writeDeadline = sweeper.watch(this::late);
  }

  /**
   * Connects.
   *
   * @param at the endpoint's address, which may be dialled
   * @param withinNanos how long that may take
   * @throws EndpointException if no connection came about in that time
   */
  static EndpointConnection open(
      Endpoint endpoint, InetSocketAddress at, long withinNanos, Sweeper sweeper)
      throws EndpointException {
    SocketChannel channel;
    try {
      channel = SocketChannel.open();
    } catch (IOException e) {
      throw new EndpointException(
          FailureKind.CONNECT, FailureCode.CONNECT_FAILED, true, String.valueOf(e.getMessage()));
    }
    EndpointConnection connection = new EndpointConnection(endpoint, channel, sweeper);
    connection.connect(at, withinNanos);
    return connection;
  }

  private void connect(InetSocketAddress at, long withinNanos) throws EndpointException {
    readDeadline.in(withinNanos);
    try {
      channel.connect(at);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    } catch (IOException e) {
      boolean late = readDeadline.isLate();
      close();
      throw new EndpointException(
          FailureKind.CONNECT,
          late ? FailureCode.CONNECT_TIMEOUT : FailureCode.CONNECT_FAILED,
          true,
          String.valueOf(e.getMessage()));
    }
    if (!readDeadline.clear()) {
      close();
      throw new EndpointException(
          FailureKind.CONNECT, FailureCode.CONNECT_TIMEOUT, true, "no connection in time");
    }
  }

  /**
   * Has that run once when it is closed, on whichever thread does so, or at once if it is already.
   * Said once.
   */
  void onClose(Runnable next) {
    if (!onClose.compareAndSet(NOTHING, next)) {
      next.run();
    }
  }

  Endpoint endpoint() {
    return endpoint;
  }

  InputBuffer input() {
    return input;
  }

  OutBuffer output() {
    return output;
  }

  ResponseHeadParser parser() {
    return parser;
  }

  Deadline readDeadline() {
    return readDeadline;
  }

  Deadline writeDeadline() {
    return writeDeadline;
  }

  /** Whether any byte came since the last {@link #beginAnswer()}. */
  boolean hasReceived() {
    return bytesReceived;
  }

  /** From here on what comes is the answer to the request that is about to be sent. */
  void beginAnswer() {
    bytesReceived = false;
  }

  /** Takes note for whom the next request goes over it. */
  void serve(LiveEndpoint live) {
    serves = live;
  }

  /** Whether whom it served last gets no new requests. */
  boolean isOfWithdrawn() {
    LiveEndpoint live = serves;
    return live != null && live.isWithdrawn();
  }

  /** Takes note that it waits in a pool, which is to forget it when it is late. */
  void waitIn(ConnectionPool pool) {
    waitsIn = pool;
  }

  /** Takes note that it is in use; false if it was late before. */
  boolean use() {
    waitsIn = null;
    return readDeadline.clear();
  }

  private void late() {
    close();
    ConnectionPool pool = waitsIn;
    if (pool != null) {
      pool.drop(this);
    }
  }

  /** Writes it all, however long that takes; the write deadline bounds it. */
  void write(byte[] bytes, int from, int to) throws IOException {
    ByteBuffer view = ByteBuffer.wrap(bytes, from, to - from);
    while (view.hasRemaining()) {
      channel.write(view);
    }
  }

  /** Says that nothing more is written. */
  void endOutput() throws IOException {
    channel.shutdownOutput();
  }

  /**
   * Whether nothing came while the connection was idle: neither its end nor bytes that nobody asked
   * for.
   */
  boolean isFresh() {
    try {
      channel.configureBlocking(false);
      int count = channel.read(ByteBuffer.allocate(1));
      channel.configureBlocking(true);
      return count == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** The failure that a broken or silent connection is. */
  EndpointException failure(IOException cause) {
    if (cause instanceof EndpointException known) {
      return known;
    }
    if (readDeadline.isLate() || writeDeadline.isLate()) {
      return new EndpointException(
          FailureKind.DEADLINE, FailureCode.RESPONSE_TIMEOUT, "the deadline passed");
    }
    return new EndpointException(
        FailureKind.CONNECTION_LOST,
        FailureCode.ENDPOINT_CLOSED,
        String.valueOf(cause.getMessage()));
  }

  /** The failure that a malformed answer is. */
  static EndpointException malformed(Http1Exception cause) {
    boolean truncated = cause.fault() == Http1Fault.TRUNCATED;
    return truncated
        ? new EndpointException(
            FailureKind.CONNECTION_LOST,
            FailureCode.ENDPOINT_CLOSED,
            String.valueOf(cause.getMessage()))
        : new EndpointException(
            FailureKind.PROTOCOL, FailureCode.BAD_RESPONSE, String.valueOf(cause.getMessage()));
  }

  @Override
  public void close() {
    readDeadline.close();
    writeDeadline.close();
    closeChannel();
    onClose.getAndSet(CLOSED).run();
  }

  private void closeChannel() {
    try {
      channel.close();
    } catch (IOException e) {
      // closed all the same
    }
  }

  /** Waits for bytes; -1 if no more come. */
  int read(byte[] into, int offset, int most) throws IOException {
    int count = channel.read(ByteBuffer.wrap(into, offset, most));
    if (count > 0) {
      bytesReceived = true;
    }
    return count;
  }
}
