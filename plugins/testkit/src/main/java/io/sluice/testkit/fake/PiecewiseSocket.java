package io.sluice.testkit.fake;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/**
 * A connection on which every write goes out in up to four pieces, with pauses between them that
 * the network could have made. Used by one thread.
 */
final class PiecewiseSocket extends Socket {

  private static final int MOST_PIECES = 4;
  private static final long PAUSE_NANOS = 2_000_000;

  private final Socket connection;
  private final RandomGenerator random;

  PiecewiseSocket(Socket connection, RandomGenerator random) {
    this.connection = connection;
    this.random = random;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return connection.getInputStream();
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    connection.setTcpNoDelay(true);
    return new FilterOutputStream(connection.getOutputStream()) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        int end = offset + length;
        int from = offset;
        for (int piece = 1; piece < MOST_PIECES && end - from > 1; piece++) {
          int size = 1 + random.nextInt((end - from) / 2);
          out.write(bytes, from, size);
          out.flush();
          from += size;
          LockSupport.parkNanos(PAUSE_NANOS);
        }
        out.write(bytes, from, end - from);
      }
    };
  }

  @Override
  public synchronized void close() throws IOException {
    connection.close();
  }
}
