package io.sluice.runtime.metrics;

import io.sluice.api.Endpoint;
import io.sluice.api.Outcome;

/** Records nothing; for tests of other rooms. */
final class UnrecordedMeters implements ServiceMeters {

  @Override
  public void requestEnded(String method, int status, String code, long nanos) {}

  @Override
  public void selected(Endpoint endpoint) {}

  @Override
  public void attemptEnded(Endpoint endpoint, Outcome outcome) {}

  @Override
  public void retried() {}

  @Override
  public void limited(boolean admitted) {}
}
