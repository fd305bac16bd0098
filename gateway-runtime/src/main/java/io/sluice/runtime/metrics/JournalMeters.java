package io.sluice.runtime.metrics;

/** Where it is recorded how the journal does. Called by its one writer; never blocks or throws. */
public interface JournalMeters {

  /** Records nothing. */
  JournalMeters NONE = new UnrecordedJournal();

  /** An entry was forced to the disk, which took so long. */
  void forced(long nanos);

  /** The file has that many bytes now. */
  void grown(long bytes);

  /**
   * Something was not written.
   *
   * @param reason {@code full} or {@code failed}
   */
  void failed(String reason);

  /** Whether the last entry was kept. */
  void sound(boolean isSound);
}
