package io.sluice.runtime.tunnel;

import io.sluice.runtime.exchange.BodyStream;
import io.sluice.runtime.exchange.TunnelTimes;
import java.io.InputStream;

/**
 * The content of an endpoint's 101: none, but behind it the endpoint's end of a tunnel. Whoever
 * lets the answer go closes it, and with it the connection.
 */
public final class Switched implements BodyStream {

  private static final byte[] NOTHING = {};

  private final TunnelEnd end;
  private final TunnelTimes times;

  /** What an endpoint agreed to open. */
  public Switched(TunnelEnd end, TunnelTimes times) {
    this.end = end;
    this.times = times;
  }

  TunnelEnd end() {
    return end;
  }

  TunnelTimes times() {
    return times;
  }

  @Override
  public boolean next() {
    return false;
  }

  @Override
  public boolean poll() {
    return false;
  }

  @Override
  public boolean isFinished() {
    return true;
  }

  @Override
  public boolean isUntouched() {
    return true;
  }

  @Override
  public byte[] array() {
    return NOTHING;
  }

  @Override
  public int offset() {
    return 0;
  }

  @Override
  public int count() {
    return 0;
  }

  @Override
  public long length() {
    return 0;
  }

  @Override
  public InputStream stream() {
    return InputStream.nullInputStream();
  }

  @Override
  public void close() {
    end.close();
  }
}
