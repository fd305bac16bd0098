package io.sluice.runtime.listener;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.socket.HelidonSocket;
import org.jspecify.annotations.Nullable;

/** The socket's bytes as they are. */
record PlainLayer(HelidonSocket socket) implements SocketLayer {

  @Override
  public String scheme() {
    return "http";
  }

  @Override
  public void open() {}

  @Override
  public byte @Nullable [] read() {
    return socket.get();
  }

  @Override
  public void write(byte[] bytes, int from, int to) {
    socket.write(BufferData.create(bytes, from, to - from));
  }

  @Override
  public void end() {}

  @Override
  public void release() {}

  @Override
  public void close() {
    socket.close();
  }
}
