package io.sluice.runtime.metrics;

/**
 * Where what happens to the connections of the traffic listener is recorded. Safe for any thread;
 * never blocks, never throws.
 */
public interface ListenerMeters {

  /** Records nothing. */
  ListenerMeters NONE = new UnrecordedConnections();

  /** A connection was accepted. */
  void connectionOpened();

  /** A connection that was accepted has ended. */
  void connectionClosed();

  /** A connection was turned away before any byte was read. */
  void connectionRefused();

  /** Connections that waited for their clients were closed to make room for others. */
  void connectionsMadeRoom(int count);

  /**
   * What came was no well-formed request.
   *
   * @param fault the kind of the fault, one of a small fixed set
   */
  void malformed(String fault);
}
