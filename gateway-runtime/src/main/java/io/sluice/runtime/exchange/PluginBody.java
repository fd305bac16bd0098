package io.sluice.runtime.exchange;

import io.sluice.api.Body;
import io.sluice.api.Headers;
import java.io.IOException;
import java.io.InputStream;

/** A body that a plugin made, as the gateway moves bodies. */
public final class PluginBody implements BodyStream {

  private static final int BUFFER_BYTES = 16 * 1024;

  private final Body body;
  private final byte[] buffer;
  private long taken;
  private int count;
  private boolean ended;

  private PluginBody(Body body) {
    this.body = body;
    this.buffer =
        new byte
            [body.length() >= 0 ? (int) Math.min(body.length() + 1, BUFFER_BYTES) : BUFFER_BYTES];
  }

  /** The body itself if it moves in slices already. */
  public static BodyStream of(Body body) {
    return body instanceof BodyStream slices ? slices : new PluginBody(body);
  }

  @Override
  public boolean next() throws IOException {
    if (isFinished()) {
      return false;
    }
    count = body.stream().read(buffer);
    ended = count < 0;
    if (ended && body.length() > taken) {
      throw new IOException("a plugin's body ended after " + taken + " of " + body.length());
    }
    taken += Math.max(count, 0);
    if (body.length() >= 0 && taken > body.length()) {
      throw new IOException("a plugin's body has more than its " + body.length() + " bytes");
    }
    return !ended;
  }

  @Override
  public boolean poll() throws IOException {
    return !isFinished() && body.stream().available() > 0 && next();
  }

  @Override
  public boolean isFinished() {
    return ended || taken == body.length();
  }

  @Override
  public byte[] array() {
    return buffer;
  }

  @Override
  public int offset() {
    return 0;
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public long length() {
    return body.length();
  }

  @Override
  public InputStream stream() {
    return body.stream();
  }

  @Override
  public Headers trailers() {
    return body.trailers();
  }

  @Override
  public void close() {
    body.close();
  }
}
