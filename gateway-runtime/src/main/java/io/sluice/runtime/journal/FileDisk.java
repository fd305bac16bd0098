package io.sluice.runtime.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The file system of this machine. */
final class FileDisk implements Disk {

  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  @Override
  public boolean exists(Path path) {
    return Files.exists(path);
  }

  @Override
  public JournalFile open(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new IOException(path + " is not a file");
    }
    return new Opened(new RandomAccessFile(path.toFile(), "rw"));
  }

  @Override
  public JournalFile create(Path path) throws IOException {
    Files.deleteIfExists(path);
    Files.createFile(path, PRIVATE);
    return open(path);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void link(Path file, Path name) throws IOException {
    Files.deleteIfExists(name);
    Files.createLink(name, file);
  }

  @Override
  public void delete(Path path) throws IOException {
    Files.deleteIfExists(path);
  }

  @Override
  public void forceDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public long room(Path directory) throws IOException {
    return Files.getFileStore(directory).getUsableSpace();
  }

  /** Not a channel: one of these is closed under whoever is interrupted while it uses it. */
  private static final class Opened implements JournalFile {
    private final RandomAccessFile file;

    Opened(RandomAccessFile file) {
      this.file = file;
    }

    @Override
    public long length() throws IOException {
      return file.length();
    }

    @Override
    public byte[] read(long position, int count) throws IOException {
      byte[] bytes = new byte[count];
      file.seek(position);
      file.readFully(bytes);
      return bytes;
    }

    @Override
    public void write(long position, byte[] bytes) throws IOException {
      file.seek(position);
      file.write(bytes);
    }

    @Override
    public void force() throws IOException {
      file.getFD().sync();
    }

    @Override
    public void truncate(long length) throws IOException {
      file.setLength(length);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
