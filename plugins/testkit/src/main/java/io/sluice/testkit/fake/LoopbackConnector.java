package io.sluice.testkit.fake;

import io.sluice.api.Endpoint;
import io.sluice.api.probe.Connector;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A connector that opens real connections and counts what becomes of them. Safe for any thread. */
public final class LoopbackConnector implements Connector {

  private final List<Endpoint> asked = new CopyOnWriteArrayList<>();
  private final List<Socket> opened = new CopyOnWriteArrayList<>();
  private final AtomicInteger closed = new AtomicInteger();
  private final AtomicLong bytesRead = new AtomicLong();

  /** A connector that was not used yet. */
  public LoopbackConnector() {}

  @Override
  public Connection connect(Endpoint endpoint, Duration timeout) throws IOException {
    asked.add(endpoint);
    Socket socket = new Socket();
    try {
      socket.connect(
          new InetSocketAddress(endpoint.host(), endpoint.port()),
          Math.toIntExact(Math.max(1, timeout.toMillis())));
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    opened.add(socket);
    return new SocketConnection(socket, counted(socket.getInputStream()), socket.getOutputStream());
  }

  /** To whom connections were asked for, in order, also in vain. */
  public List<Endpoint> asked() {
    return List.copyOf(asked);
  }

  /** How many connections were opened and not closed by who asked for them. */
  public int open() {
    return opened.size() - closed.get();
  }

  /** How many bytes were read from all connections. */
  public long bytesRead() {
    return bytesRead.get();
  }

  /** Closes all connections, as the gateway does at the deadline. */
  public void cut() throws IOException {
    for (Socket socket : opened) {
      socket.close();
    }
  }

  private InputStream counted(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        int read = super.read();
        bytesRead.addAndGet(read < 0 ? 0 : 1);
        return read;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        bytesRead.addAndGet(Math.max(0, read));
        return read;
      }
    };
  }

  private final class SocketConnection implements Connection {

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private boolean isClosed;

    SocketConnection(Socket socket, InputStream in, OutputStream out) {
      this.socket = socket;
      this.in = in;
      this.out = out;
    }

    @Override
    public InputStream in() {
      return in;
    }

    @Override
    public OutputStream out() {
      return out;
    }

    @Override
    public void close() {
      if (!isClosed) {
        isClosed = true;
        closed.incrementAndGet();
      }
      try {
        socket.close();
      } catch (IOException e) {
        // It is closed all the same.
      }
    }
  }
}
