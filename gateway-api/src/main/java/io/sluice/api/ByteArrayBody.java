package io.sluice.api;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** A body whose bytes are all there. */
final class ByteArrayBody implements Body {

  private final int length;
  private final InputStream stream;

  ByteArrayBody(byte[] bytes) {
    length = bytes.length;
    stream = new ByteArrayInputStream(bytes);
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public InputStream stream() {
    return stream;
  }
}
