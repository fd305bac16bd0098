package io.sluice.runtime.listener;

import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.spi.ServerConnection;
import java.io.UncheckedIOException;
import java.time.Duration;

/** A connection that is closed before a byte was read. */
final class RefusedConnection implements ServerConnection {

  private final SocketLayer socket;

  RefusedConnection(SocketLayer socket) {
    this.socket = socket;
  }

  @Override
  public void handle(Limit limit) {
    closeSocket();
  }

  @Override
  public Duration idleTime() {
    return Duration.ZERO;
  }

  @Override
  public void close(boolean interrupt) {
    closeSocket();
  }

  private void closeSocket() {
    try {
      socket.close();
    } catch (UncheckedIOException e) {
      // closed already: by the client, or because the listener stops
    }
  }
}
