package io.sluice.runtime.journal;

import java.io.IOException;

/** An open file. Of one thread at a time. */
interface JournalFile extends AutoCloseable {

  /** How long it is. */
  long length() throws IOException;

  /** Reads that many bytes, all of which are there. */
  byte[] read(long position, int count) throws IOException;

  /** Writes all of it, or some of it and fails. */
  void write(long position, byte[] bytes) throws IOException;

  /**
   * Waits until all that was written is on the disk. After a failure nothing is known of what was
   * written since the last success, and another call says nothing about it: the system may have
   * dropped it.
   */
  void force() throws IOException;

  /** Cuts it. */
  void truncate(long length) throws IOException;

  @Override
  void close() throws IOException;
}
