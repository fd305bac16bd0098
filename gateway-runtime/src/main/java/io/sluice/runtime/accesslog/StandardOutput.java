package io.sluice.runtime.accesslog;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The standard output of the process, written to past its print stream. Never closed. */
final class StandardOutput implements LogSink {

  private final FileChannel channel = new FileOutputStream(FileDescriptor.out).getChannel();

  @Override
  public void write(ByteBuffer lines) throws IOException {
    LogSink.writeAll(channel, lines);
  }

  @Override
  public void refresh() {}

  @Override
  public void close() {}
}
