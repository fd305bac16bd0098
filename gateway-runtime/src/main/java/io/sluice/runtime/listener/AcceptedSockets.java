package io.sluice.runtime.listener;

import io.helidon.common.socket.SocketOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The options of accepted sockets, and the way to the sockets themselves: Helidon shows those to
 * whoever sets options, and to connections only wrapped, without a way to end the output alone.
 * Safe for any thread.
 *
 * @param options what is set
 * @param waiting those whose connection has not asked for them yet, by the client's address
 */
record AcceptedSockets(SocketOptions options, Map<SocketAddress, SocketChannel> waiting)
    implements SocketOptions {

  /** Nothing accepted yet; small writes go out at once. */
  static AcceptedSockets create() {
    return new AcceptedSockets(
        SocketOptions.builder().tcpNoDelay(true).build(), new ConcurrentHashMap<>());
  }

  @Override
  public void configureSocket(SocketChannel socket) {
    options.configureSocket(socket);
    try {
      SocketAddress client = socket.getRemoteAddress();
      if (client != null) {
        waiting.put(client, socket);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The socket that was accepted from that client; once. */
  Optional<SocketChannel> take(SocketAddress client) {
    return Optional.ofNullable(waiting.remove(client));
  }

  @Override
  public Map<SocketOption<?>, Object> socketOptions() {
    return options.socketOptions();
  }

  @Override
  public Duration connectTimeout() {
    return options.connectTimeout();
  }

  @Override
  public Duration readTimeout() {
    return options.readTimeout();
  }

  @Override
  public Optional<Integer> socketReceiveBufferSize() {
    return options.socketReceiveBufferSize();
  }

  @Override
  public Optional<Integer> socketSendBufferSize() {
    return options.socketSendBufferSize();
  }

  @Override
  public boolean socketReuseAddress() {
    return options.socketReuseAddress();
  }

  @Override
  public boolean socketKeepAlive() {
    return options.socketKeepAlive();
  }

  @Override
  public boolean tcpNoDelay() {
    return options.tcpNoDelay();
  }
}
