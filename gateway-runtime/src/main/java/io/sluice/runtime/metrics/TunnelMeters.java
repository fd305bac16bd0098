package io.sluice.runtime.metrics;

/**
 * Where what happens to WebSocket tunnels is recorded. Safe for any thread; never blocks, never
 * throws.
 */
public interface TunnelMeters {

  /** Records nothing. */
  TunnelMeters NONE = new UnrecordedTunnels();

  /** A tunnel was opened. */
  void opened();

  /**
   * A tunnel that was opened has ended.
   *
   * @param ending how, one of a small fixed set
   * @param nanos how long it was open, in nanoseconds
   */
  void ended(String ending, long nanos);

  /** A handshake was turned away because there are too many tunnels. */
  void refused();
}
