package io.sluice.runtime.journal;

import java.io.IOException;
import java.nio.file.Path;

/** The few things that a journal asks of a file system, so that tests can let them fail. */
interface Disk {

  /** Whether there is a file of that name. */
  boolean exists(Path path);

  /** Opens a file that is there. */
  JournalFile open(Path path) throws IOException;

  /** Makes an empty file that only its owner can read, in place of what has the name. */
  JournalFile create(Path path) throws IOException;

  /** Gives a file another name, at once and in place of what has it. */
  void rename(Path from, Path to) throws IOException;

  /** Gives a file a second name, in place of what has it. */
  void link(Path file, Path name) throws IOException;

  /** Removes a file, if it is there. */
  void delete(Path path) throws IOException;

  /** Waits until the names in a directory are on the disk. */
  void forceDirectory(Path directory) throws IOException;

  /** How many bytes can still be written. */
  long room(Path directory) throws IOException;
}
