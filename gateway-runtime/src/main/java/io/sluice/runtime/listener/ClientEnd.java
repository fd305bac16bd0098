package io.sluice.runtime.listener;

import io.sluice.runtime.http1.InputBuffer;
import io.sluice.runtime.tunnel.TunnelEnd;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The client's end of a tunnel; what came behind its handshake is read first. */
final class ClientEnd implements TunnelEnd {

  private final ClientWire wire;
  private final InputBuffer early;
  private final long writeNanos;

  /**
   * @param early what came and was not used; nothing else reads it any more
   * @param writeNanos how long a write may take
   */
  ClientEnd(ClientWire wire, InputBuffer early, long writeNanos) {
    this.wire = wire;
    this.early = early;
    this.writeNanos = writeNanos;
    wire.expectNothing();
  }

  @Override
  public byte @Nullable [] read() throws IOException {
    if (!early.isEmpty()) {
      byte[] bytes = Arrays.copyOfRange(early.array(), early.start(), early.end());
      early.consumeTo(early.end());
      return bytes;
    }
    early.release();
    return wire.take();
  }

  @Override
  public void write(byte[] bytes, int from, int to) throws IOException {
    wire.write(bytes, from, to, writeNanos);
  }

  @Override
  public void endOutput() {
    wire.end(writeNanos);
  }

  @Override
  public void close() {
    wire.closeSocket();
  }
}
