package io.sluice.runtime.audit;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * A file that only its owner reads and that is renamed when it has grown enough: {@code audit.log}
 * becomes {@code audit.log.1}, and so on; the oldest goes. One that could not be written is opened
 * anew the next time. Of one thread at a time; not a channel, since one of these is closed under
 * whoever is interrupted while it writes.
 */
final class AuditFile implements AutoCloseable {

  private final Path path;
  private final long mostBytes;
  private final int kept;
  private @Nullable FileOutputStream stream;
  private boolean isTorn;

  /**
   * A file that is not open yet.
   *
   * @param mostBytes how long it may be
   * @param kept how many renamed ones stay
   */
  AuditFile(Path path, long mostBytes, int kept) {
    this.path = path;
    this.mostBytes = mostBytes;
    this.kept = kept;
  }

  /** Writes a line, whole or with a part of it and a failure. */
  void write(byte[] line) throws IOException {
    try {
      FileOutputStream open = opened(line.length);
      if (isTorn) {
        open.write('\n');
        isTorn = false;
      }
      isTorn = true;
      open.write(line);
      isTorn = false;
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private FileOutputStream opened(int more) throws IOException {
    boolean isThere = Files.exists(path);
    if (isThere && Files.size(path) > 0 && Files.size(path) + more > mostBytes) {
      close();
      rotate();
      isThere = false;
    }
    FileOutputStream open = stream;
    if (open != null && isThere) {
      return open;
    }
    close();
    if (!isThere) {
      Files.createFile(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      isTorn = false;
    }
    open = new FileOutputStream(path.toFile(), true);
    stream = open;
    return open;
  }

  private void rotate() throws IOException {
    for (int i = kept; i > 0; i--) {
      Path from = i == 1 ? path : numbered(i - 1);
      if (Files.exists(from)) {
        Files.move(from, numbered(i), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private Path numbered(int number) {
    return path.resolveSibling(path.getFileName() + "." + number);
  }

  @Override
  public void close() throws IOException {
    FileOutputStream open = stream;
    stream = null;
    if (open != null) {
      open.close();
    }
  }
}
