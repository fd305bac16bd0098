package io.sluice.runtime.accesslog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Where lines go. Of the writing thread, which it may keep waiting. */
interface LogSink extends AutoCloseable {

  /** How much is written at once. */
  int PIECE_BYTES = 64 << 10;

  /**
   * Writes all of it, unless it fails; what was taken before a failure is no more remaining then.
   *
   * @param lines whole lines
   */
  void write(ByteBuffer lines) throws IOException;

  /** Writes all of it in pieces of which the virtual machine keeps copies. */
  static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
    int end = bytes.limit();
    try {
      while (bytes.position() < end) {
        bytes.limit(Math.min(end, bytes.position() + PIECE_BYTES));
        channel.write(bytes);
      }
    } finally {
      bytes.limit(end);
    }
  }

  /** Takes note of what became of the file behind its back; called about once a second. */
  void refresh() throws IOException;

  @Override
  void close() throws IOException;
}
