package io.sluice.runtime.accesslog;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file that is renamed when it has grown enough: {@code access.log} becomes {@code access.log.1},
 * that one {@code .2}, and so on; the oldest goes. A file that somebody else moved away or deleted
 * is opened anew. Of one thread.
 */
final class RotatingFile implements LogSink {

  private final Path path;
  private final long mostBytes;
  private final int kept;
  private @Nullable FileChannel channel;
  private @Nullable Object key;
  private boolean isRegular;
  private long size;

  /**
   * Opens the file, to write behind what is in it.
   *
   * @param mostBytes how long it may be
   * @param kept how many renamed ones stay
   */
  RotatingFile(Path path, long mostBytes, int kept) throws IOException {
    this.path = path;
    this.mostBytes = mostBytes;
    this.kept = kept;
    open();
  }

  @Override
  public void write(ByteBuffer lines) throws IOException {
    if (isRegular && size > 0 && size + lines.remaining() > mostBytes) {
      rotate();
    }
    FileChannel open = channel == null ? open() : channel;
    int begin = lines.position();
    try {
      LogSink.writeAll(open, lines);
    } finally {
      size += lines.position() - begin;
    }
  }

  @Override
  public void refresh() throws IOException {
    if (isRegular && !Objects.equals(key, keyOfPath())) {
      close();
      open();
    }
  }

  private FileChannel open() throws IOException {
    FileChannel opened = FileChannel.open(path, CREATE, WRITE, APPEND);
    channel = opened;
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    isRegular = attributes.isRegularFile();
    key = attributes.fileKey();
    size = isRegular ? opened.size() : 0;
    return opened;
  }

  private @Nullable Object keyOfPath() throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private void rotate() throws IOException {
    close();
    for (int i = kept; i > 0; i--) {
      Path from = i == 1 ? path : numbered(i - 1);
      if (Files.exists(from)) {
        Files.move(from, numbered(i), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (kept == 0) {
      Files.deleteIfExists(path);
    }
  }

  private Path numbered(int number) {
    return path.resolveSibling(path.getFileName() + "." + number);
  }

  @Override
  public void close() throws IOException {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      open.close();
    }
  }
}
