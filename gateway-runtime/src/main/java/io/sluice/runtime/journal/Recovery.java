package io.sluice.runtime.journal;

import io.sluice.runtime.journal.JournalException.Reason;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalLong;

/**
 * The files of a data directory, and how they are found after whatever end of the process before.
 *
 * <ul>
 *   <li>{@code journal}: what counts.
 *   <li>{@code journal.new}: the next one, while it is written; renamed when it is on the disk.
 *   <li>{@code journal.1}: what was the journal before it was compacted.
 *   <li>{@code journal.torn}: what a process that died did not write whole, cut off at the next
 *       start.
 *   <li>{@code lock}: held by the process whose directory it is.
 * </ul>
 */
final class Recovery {

  private static final System.Logger LOG = System.getLogger(Journal.class.getName());

  /** An open journal with what is in it. */
  record Opened(JournalFile file, Recovered contents, long length) {}

  private Recovery() {}

  static Path journal(Path directory) {
    return directory.resolve("journal");
  }

  static Path former(Path directory) {
    return directory.resolve("journal.1");
  }

  private static Path next(Path directory) {
    return directory.resolve("journal.new");
  }

  /** Makes the directory if it is not there, and takes it. */
  static DirectoryLock take(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    return DirectoryLock.take(directory);
  }

  /** Takes a directory in which there is a journal, or the one before it. */
  static DirectoryLock takeExisting(Path directory) throws IOException {
    if (!Files.exists(journal(directory)) && !Files.exists(former(directory))) {
      throw new IOException("there is no journal in " + directory);
    }
    return DirectoryLock.take(directory);
  }

  /** Opens the journal, or begins one. */
  static Opened open(Path directory, Disk disk) throws IOException {
    Path path = journal(directory);
    if (!disk.exists(path)) {
      if (disk.exists(former(directory))) {
        throw damaged(directory, "there is no " + path + ", only the one before it");
      }
      return begin(directory, disk);
    }
    JournalFile file = disk.open(path);
    try {
      Contents contents = Contents.read(file, file.length());
      if (contents.head() instanceof FileHead.Torn) {
        file.close();
        return begin(directory, disk);
      }
      ensureSound(directory, contents);
      long length = cutTail(directory, disk, file, contents);
      file.force(); // what a process that died had not yet forced is shown to others from now on
      disk.delete(next(directory));
      return new Opened(file, contents.recovered(), length);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static Opened begin(Path directory, Disk disk) throws IOException {
    JournalFile file = write(directory, disk, Recovered.NOTHING);
    disk.forceDirectory(directory);
    return new Opened(file, Recovered.NOTHING, file.length());
  }

  private static void ensureSound(Path directory, Contents contents) throws JournalException {
    Path path = journal(directory);
    ensureKnown(path, contents);
    OptionalLong damage =
        contents.head() instanceof FileHead.Damaged ? OptionalLong.of(0) : contents.damagedFrom();
    if (damage.isPresent()) {
      throw damaged(directory, path + " is damaged at byte " + damage.getAsLong());
    }
  }

  /** Refuses a file of another version. */
  static void ensureKnown(Path path, Contents contents) throws JournalException {
    if (contents.head() instanceof FileHead.OtherVersion(int version)) {
      throw new JournalException(
          Reason.UNKNOWN_FORMAT,
          "%s is of version %d; this gateway knows version %d only"
              .formatted(path, version, FileHead.VERSION));
    }
  }

  private static JournalException damaged(Path directory, String what) {
    return new JournalException(
        Reason.DAMAGED,
        "%s; nothing was changed. `sluice data check %s` says what is lost, `sluice data repair %s` keeps all that can be read"
            .formatted(what, directory, directory));
  }

  private static long cutTail(Path directory, Disk disk, JournalFile file, Contents contents)
      throws IOException {
    OptionalLong torn = contents.tornFrom();
    if (torn.isEmpty()) {
      return contents.length();
    }
    long from = torn.getAsLong();
    int bytes = Math.toIntExact(contents.length() - from);
    LOG.log(
        Level.WARNING,
        "{0} ends with {1} bytes that are no whole entry, from byte {2} on: they are cut off",
        journal(directory),
        bytes,
        from);
    keepTorn(directory, disk, file.read(from, bytes));
    file.truncate(from);
    return from;
  }

  private static void keepTorn(Path directory, Disk disk, byte[] bytes) {
    try (JournalFile torn = disk.create(directory.resolve("journal.torn"))) {
      torn.write(0, bytes);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "what is cut off is not kept: {0}", e.getMessage());
    }
  }

  /**
   * Writes a journal to the disk, reads it again, and gives it the name. The directory is not
   * forced.
   *
   * @throws IOException if that fails; then the name is still that of the former file
   */
  static JournalFile write(Path directory, Disk disk, Recovered contents) throws IOException {
    Path path = next(directory);
    JournalFile file = disk.create(path);
    try {
      long length = fill(file, contents);
      file.force();
      if (!Contents.read(file, length).isWhole()) {
        throw new IOException("what was written is not what can be read");
      }
      disk.rename(path, journal(directory));
      return file;
    } catch (IOException | RuntimeException e) {
      try (file) {
        disk.delete(path);
      } catch (IOException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }

  private static long fill(JournalFile file, Recovered contents) throws IOException {
    byte[] head = FileHead.encode();
    file.write(0, head);
    long at = head.length;
    if (contents.base().isPresent()) {
      at = put(file, at, Frame.Kind.BASE, contents.base().get());
    }
    for (Entry entry : contents.entries()) {
      at = put(file, at, Frame.Kind.ENTRY, entry);
    }
    return at;
  }

  private static long put(JournalFile file, long at, Frame.Kind kind, Entry entry)
      throws IOException {
    byte[] frame = Frame.encode(kind, entry);
    file.write(at, frame);
    return at + frame.length;
  }
}
