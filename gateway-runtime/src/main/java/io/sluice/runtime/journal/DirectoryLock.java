package io.sluice.runtime.journal;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The right to a data directory: a lock on a file in it, which the system takes away from a process
 * that ends in whatever way. The file stays, with the process's id.
 */
final class DirectoryLock implements AutoCloseable {

  private static final int MOST_PID_BYTES = 32;

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes it.
   *
   * @throws JournalException if another has it
   */
  static DirectoryLock take(Path directory) throws IOException {
    FileChannel channel = FileChannel.open(directory.resolve("lock"), CREATE, READ, WRITE);
    try {
      if (!isTaken(channel)) {
        throw new JournalException(
            JournalException.Reason.LOCKED,
            "the data directory %s is in use%s; each gateway needs one of its own"
                .formatted(directory, holder(channel)));
      }
      tellHolder(channel);
      return new DirectoryLock(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static boolean isTaken(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(MOST_PID_BYTES);
    int read = channel.read(bytes, 0);
    String pid = new String(bytes.array(), 0, Math.max(0, read), StandardCharsets.US_ASCII).strip();
    return pid.matches("[0-9]+") ? " by the process " + pid : "";
  }

  /** On a full disk the file stays without the id. */
  private static void tellHolder(FileChannel channel) {
    String pid = ProcessHandle.current().pid() + "\n";
    try {
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
    } catch (IOException e) {
      System.getLogger(DirectoryLock.class.getName())
          .log(System.Logger.Level.DEBUG, "the process id was not written down", e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
