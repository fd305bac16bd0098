package io.sluice.runtime.listener;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.socket.HelidonSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The socket's bytes as they are.
 *
 * @param channel the socket itself, to end its output
 */
record PlainLayer(HelidonSocket socket, Optional<SocketChannel> channel) implements SocketLayer {

  @Override
  public String scheme() {
    return "http";
  }

  @Override
  public void open() {}

  @Override
  public String certificateName() {
    return "";
  }

  @Override
  public byte @Nullable [] read() {
    return socket.get();
  }

  @Override
  public void write(byte[] bytes, int from, int to) {
    socket.write(BufferData.create(bytes, from, to - from));
  }

  @Override
  public void end() {
    if (channel.isPresent()) {
      try {
        channel.get().shutdownOutput();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void release() {}

  @Override
  public void close() {
    socket.close();
  }
}
