package io.sluice.runtime.upstream;

import io.sluice.runtime.http1.InputBuffer;
import io.sluice.runtime.tunnel.TunnelEnd;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The endpoint's end of a tunnel. While little comes, little memory is held: the buffer grows when
 * a read fills it and shrinks when one does not need it.
 */
final class EndpointEnd implements TunnelEnd {

  private static final int SMALL = 1024;
  private static final int LARGE = 16 * 1024;

  private final EndpointConnection connection;
  private final long writeNanos;
  private byte[] buffer = new byte[SMALL];

  /**
   * @param writeNanos how long a write may take
   */
  EndpointEnd(EndpointConnection connection, long writeNanos) {
    this.connection = connection;
    this.writeNanos = writeNanos;
  }

  @Override
  public byte @Nullable [] read() throws IOException {
    InputBuffer early = connection.input();
    if (!early.isEmpty()) {
      byte[] bytes = Arrays.copyOfRange(early.array(), early.start(), early.end());
      early.consumeTo(early.end());
      return bytes;
    }
    early.release();
    int count = connection.read(buffer, 0, buffer.length);
    if (count < 0) {
      return null;
    }
    byte[] bytes = Arrays.copyOf(buffer, count);
    int wanted = count == buffer.length ? LARGE : count <= SMALL ? SMALL : buffer.length;
    if (wanted != buffer.length) {
      buffer = new byte[wanted];
    }
    return bytes;
  }

  @Override
  public void write(byte[] bytes, int from, int to) throws IOException {
    connection.writeDeadline().in(writeNanos);
    connection.write(bytes, from, to);
    connection.writeDeadline().clear();
  }

  @Override
  public void endOutput() throws IOException {
    connection.endOutput();
  }

  @Override
  public void close() {
    connection.close();
  }
}
