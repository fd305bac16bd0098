package io.sluice.runtime.accesslog;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Where lines go. Of the writing thread, which it may keep waiting. */
interface LogSink extends AutoCloseable {

  /**
   * Writes all of it, unless it fails; what was taken before a failure is no more remaining then.
   *
   * @param lines whole lines
   */
  void write(ByteBuffer lines) throws IOException;

  /** Takes note of what became of the file behind its back; called about once a second. */
  void refresh() throws IOException;

  @Override
  void close() throws IOException;
}
