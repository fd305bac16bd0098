package io.sluice.runtime.upstream;

import io.sluice.api.Headers;
import io.sluice.runtime.exchange.BodyStream;
import io.sluice.runtime.exchange.SliceInputStream;
import io.sluice.runtime.http1.ContentStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The content of an endpoint's answer. When it is closed, which must happen after its last slice
 * was used, the connection goes back to the pool if both messages are whole and nothing more came,
 * and is closed otherwise.
 */
final class ResponseBody implements BodyStream {

  private final ContentStream content;
  private final EndpointConnection connection;
  private final ConnectionPool pool;
  private final boolean keepAlive;
  private final Optional<RequestPump> pump;
  private final LongSupplier waitNanos;
  private final InputStream stream = new SliceInputStream(this);
  private boolean closed;

  /**
   * @param waitNanos how long the next part may take, asked before each wait
   */
  ResponseBody(
      ContentStream content,
      EndpointConnection connection,
      ConnectionPool pool,
      boolean keepAlive,
      Optional<RequestPump> pump,
      LongSupplier waitNanos) {
    this.content = content;
    this.connection = connection;
    this.pool = pool;
    this.keepAlive = keepAlive;
    this.pump = pump;
    this.waitNanos = waitNanos;
  }

  @Override
  public boolean next() throws IOException {
    if (poll()) {
      return true;
    }
    if (content.isFinished()) {
      return false;
    }
    connection.readDeadline().in(waitNanos.getAsLong());
    try {
      return content.next();
    } catch (IOException e) {
      throw failure(e);
    } finally {
      connection.readDeadline().clear();
    }
  }

  @Override
  public boolean poll() throws IOException {
    try {
      return content.poll();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private IOException failure(IOException cause) {
    return pump.flatMap(RequestPump::clientFailure)
        .<IOException>map(client -> client)
        .orElseGet(() -> connection.failure(cause));
  }

  @Override
  public boolean isFinished() {
    return content.isFinished();
  }

  @Override
  public boolean isUntouched() {
    return content.isUntouched() && (!closed || content.isFinished());
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public byte[] array() {
    return content.array();
  }

  @Override
  public int offset() {
    return content.offset();
  }

  @Override
  public int count() {
    return content.count();
  }

  @Override
  public long length() {
    return content.length();
  }

  @Override
  public InputStream stream() {
    return stream;
  }

  @Override
  public Headers trailers() {
    return content.trailers();
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    boolean requestSent = pump.isEmpty() || pump.get().sentWhole();
    if (keepAlive && requestSent && content.isFinished() && connection.input().isEmpty()) {
      pool.giveBack(connection);
    } else {
      connection.close();
    }
  }
}
