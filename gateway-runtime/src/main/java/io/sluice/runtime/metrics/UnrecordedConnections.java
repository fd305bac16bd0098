package io.sluice.runtime.metrics;

/** Records nothing; for tests of other rooms. */
final class UnrecordedConnections implements ListenerMeters {

  @Override
  public void connectionOpened() {}

  @Override
  public void connectionClosed() {}

  @Override
  public void connectionRefused() {}

  @Override
  public void connectionsMadeRoom(int count) {}

  @Override
  public void malformed(String fault) {}
}
