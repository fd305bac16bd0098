package io.sluice.testkit.fake;

import io.sluice.api.Body;
import io.sluice.api.Headers;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A body that knows how much of it was read and whether it was closed; it may break off at its end.
 * Safe for any thread.
 */
public final class TrackedBody implements Body {

  private final long length;
  private final boolean breaksOff;
  private final InputStream stream;
  private final AtomicInteger read = new AtomicInteger();
  private final AtomicBoolean broken = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();

  /** A body of these bytes. */
  public TrackedBody(byte[] bytes) {
    this(bytes.clone(), bytes.length, false);
  }

  private TrackedBody(byte[] bytes, long length, boolean breaksOff) {
    this.length = length;
    this.breaksOff = breaksOff;
    this.stream = new CountingStream(bytes);
  }

  /** A body of a length that is not told, whose sender fails after so many bytes. */
  public static TrackedBody broken(int bytes) {
    return new TrackedBody(new byte[bytes], UNKNOWN_LENGTH, true);
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

  /** Whether it has broken off, and its reader was told. */
  public boolean isBroken() {
    return broken.get();
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
      end(next);
      read.addAndGet(next < 0 ? 0 : 1);
      return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
      int got = super.read(bytes, offset, count);
      end(got);
      read.addAndGet(Math.max(0, got));
      return got;
    }

    private void end(int got) throws IOException {
      if (got < 0 && breaksOff) {
        broken.set(true);
        throw new IOException("the sender failed");
      }
    }
  }
}
