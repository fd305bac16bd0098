package io.sluice.runtime.metrics;

/** Records nothing; for tests of other rooms. */
final class UnrecordedJournal implements JournalMeters {

  @Override
  public void forced(long nanos) {}

  @Override
  public void grown(long bytes) {}

  @Override
  public void failed(String reason) {}

  @Override
  public void sound(boolean isSound) {}
}
