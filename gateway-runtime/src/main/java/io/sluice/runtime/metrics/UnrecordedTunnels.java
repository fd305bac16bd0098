package io.sluice.runtime.metrics;

/** Records nothing; for tests of other rooms. */
final class UnrecordedTunnels implements TunnelMeters {

  @Override
  public void opened() {}

  @Override
  public void ended(String ending, long nanos) {}

  @Override
  public void refused() {}
}
