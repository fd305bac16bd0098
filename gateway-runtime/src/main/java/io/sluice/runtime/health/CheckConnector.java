package io.sluice.runtime.health;

import io.sluice.api.Endpoint;
import io.sluice.api.Ticker;
import io.sluice.api.probe.Connector;
import io.sluice.runtime.address.Addresses;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Opens the connections of one check, and closes them all when the check is over or late. The
 * addresses that a name resolves to are held against the policy at every connect. Safe for any
 * thread.
 */
final class CheckConnector implements Connector, AutoCloseable {

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Addresses addresses;
  private final Ticker ticker;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  CheckConnector(Addresses addresses, Ticker ticker) {
    this.addresses = addresses;
    this.ticker = ticker;
  }

  @Override
  public Connection connect(Endpoint endpoint, Duration timeout) throws IOException {
    long deadline = ticker.nanos() + timeout.toNanos();
    IOException last = new IOException("no connection in time");
    for (InetAddress address : addresses.of(endpoint, timeout)) {
      try {
        return dial(address, endpoint.port(), deadline - ticker.nanos());
      } catch (IOException e) {
        last = e;
      }
    }
    throw last;
  }

  private Connection dial(InetAddress address, int port, long nanosLeft) throws IOException {
    long millisLeft = nanosLeft / NANOS_PER_MILLI;
    if (millisLeft < 1) {
      throw new IOException("no connection in time");
    }
    Socket socket = new Socket();
    SocketConnection connection = new SocketConnection(socket);
    sockets.add(socket);
    try {
      if (closed) {
        throw new IOException("the check is over");
      }
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(address, port), (int) millisLeft);
      return connection;
    } catch (IOException e) {
      connection.close();
      throw e;
    }
  }

  /** Closes all connections, and any that will come. */
  @Override
  public void close() {
    closed = true;
    sockets.forEach(CheckConnector::closeQuietly);
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // nothing is lost: the connection is of no more use
    }
  }

  /** One connection. */
  private final class SocketConnection implements Connection {

    private final Socket socket;

    private SocketConnection(Socket socket) {
      this.socket = socket;
    }

    @Override
    public InputStream in() {
      try {
        return socket.getInputStream();
      } catch (IOException e) {
        return InputStream.nullInputStream(); // closed: at its end
      }
    }

    @Override
    public OutputStream out() {
      try {
        return socket.getOutputStream();
      } catch (IOException e) {
        return OutputStream.nullOutputStream(); // closed: whatever is sent is lost
      }
    }

    @Override
    public void close() {
      sockets.remove(socket);
      closeQuietly(socket);
    }
  }
}
