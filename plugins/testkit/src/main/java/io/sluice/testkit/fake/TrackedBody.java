package io.sluice.testkit.fake;

import io.sluice.api.Body;
import io.sluice.api.Headers;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A body that knows how much of it was read and whether it was closed. Safe for any thread. */
public final class TrackedBody implements Body {

  private final int length;
  private final InputStream stream;
  private final AtomicInteger read = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();

  /** A body of these bytes. */
  public TrackedBody(byte[] bytes) {
    length = bytes.length;
    stream = new CountingStream(bytes.clone());
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public InputStream stream() {
    return stream;
  }

  @Override
  public Headers trailers() {
    return Headers.none();
  }

  @Override
  public void close() {
    closed.set(true);
  }

  /** How many bytes were read. */
  public int read() {
    return read.get();
  }

  /** Whether it was closed. */
  public boolean isClosed() {
    return closed.get();
  }

  private final class CountingStream extends FilterInputStream {

    CountingStream(byte[] bytes) {
      super(new ByteArrayInputStream(bytes));
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      read.addAndGet(next < 0 ? 0 : 1);
      return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
      int got = super.read(bytes, offset, count);
      read.addAndGet(Math.max(0, got));
      return got;
    }
  }
}
