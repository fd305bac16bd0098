package io.sluice.runtime.plugin;

import io.sluice.runtime.exchange.BodyStream;
import io.sluice.runtime.exchange.SliceInputStream;
import java.io.InputStream;

/** An endpoint's content, in a single slice. */
final class SlicedContent implements BodyStream {

  private final byte[] bytes = {1, 2, 3};
  private boolean taken;
  private boolean closed;

  @Override
  public boolean next() {
    boolean more = !taken;
    taken = true;
    return more;
  }

  @Override
  public boolean poll() {
    return next();
  }

  @Override
  public boolean isFinished() {
    return taken;
  }

  @Override
  public boolean isUntouched() {
    return !taken && !closed;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public byte[] array() {
    return bytes;
  }

  @Override
  public int offset() {
    return 0;
  }

  @Override
  public int count() {
    return bytes.length;
  }

  @Override
  public long length() {
    return bytes.length;
  }

  @Override
  public InputStream stream() {
    return new SliceInputStream(this);
  }

  @Override
  public void close() {
    closed = true;
  }
}
