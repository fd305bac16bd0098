package io.sluice.runtime.journal;

import io.sluice.api.Ticker;
import io.sluice.runtime.events.Events;
import io.sluice.runtime.journal.JournalException.Reason;
import io.sluice.runtime.metrics.JournalMeters;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Numbered entries in a file that only grows, each on the disk when {@link #append} returns.
 *
 * <p>An append that fails leaves nothing behind: the file is cut back to what was on the disk
 * before. If even that is refused, the next append begins with it, and where the file that is open
 * can not be cut at all, since its disk went away or became read-only, with a copy. A failed force
 * is another matter: the system may have dropped what it could not write and will not say so again,
 * and what shares a block with it may have suffered. Such a file is never forced once more; the
 * next append first copies what is whole in it to a new one, checks the copy's checksums, and puts
 * it in its place. {@link #compact} does the same out of memory, for when the file can not be read
 * either.
 *
 * <p>So the journal heals itself as soon as the disk allows. Of one writer at a time; anybody may
 * look at {@link #state} and {@link #length}.
 */
public final class Journal implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Journal.class.getName());

  private static final String STATE_EVENT = "journal.state";

  /** How far the file is to be trusted. */
  private enum Trust {
    /** It ends with the last entry, and all of it is on the disk. */
    WHOLE,
    /** Up to the last entry all of it is on the disk; what follows must go. */
    TOO_LONG,
    /** Nobody knows what of it is on the disk. */
    DOUBTFUL
  }

  private final Path directory;
  private final Disk disk;
  private final DirectoryLock lock;
  private final JournalMeters meters;
  private final Events events;
  private final Ticker ticker;
  private Recovered recovered;
  private JournalFile file;
  private Trust trust = Trust.WHOLE;
  private long revision;
  private volatile long length;
  private volatile JournalState state = JournalState.SOUND;

  private Journal(
      Path directory,
      Disk disk,
      DirectoryLock lock,
      JournalMeters meters,
      Events events,
      Ticker ticker)
      throws IOException {
    this.directory = directory;
    this.disk = disk;
    this.lock = lock;
    this.meters = meters;
    this.events = events;
    this.ticker = ticker;
    Recovery.Opened opened = Recovery.open(directory, disk);
    this.file = opened.file();
    this.recovered = opened.contents();
    this.length = opened.length();
    this.revision = recovered.revision();
    meters.grown(length);
  }

  /**
   * Opens the journal of a directory, which is made if it is not there.
   *
   * @throws JournalException if the directory is another process's, can not be used, or holds a
   *     journal that is damaged or of another version
   */
  public static Journal open(Path directory, JournalMeters meters, Events events)
      throws JournalException {
    return open(directory, meters, events, new FileDisk(), Ticker.system());
  }

  /** The same, telling no events. */
  public static Journal open(Path directory, JournalMeters meters) throws JournalException {
    return open(directory, meters, Events.NONE);
  }

  static Journal open(Path directory, JournalMeters meters, Events events, Disk disk, Ticker ticker)
      throws JournalException {
    try {
      DirectoryLock lock = Recovery.take(directory);
      try {
        return new Journal(directory, disk, lock, meters, events, ticker);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (JournalException e) {
      throw e;
    } catch (IOException e) {
      String message = "the data directory " + directory + " can not be used: " + reason(e);
      throw new JournalException(Reason.UNUSABLE, message, e);
    }
  }

  /** What was in it when it was opened. Given out once, since it may be large; empty afterwards. */
  public Recovered recovered() {
    Recovered given = recovered;
    recovered = Recovered.NOTHING;
    return given;
  }

  /** The number of the last entry, 0 if there is none. */
  public long revision() {
    return revision;
  }

  /** How many bytes its file has. */
  public long length() {
    return length;
  }

  /** How the last attempt to write ended. */
  public JournalState state() {
    return state;
  }

  /**
   * Keeps an entry; it is on the disk when this returns. Blocks for as long as the disk takes.
   *
   * @param newRevision greater than that of the last entry
   * @throws JournalException if it was not kept; later calls try again
   */
  public void append(long newRevision, byte[] content) throws JournalException {
    if (newRevision <= revision) {
      throw new IllegalArgumentException(newRevision + " is not after " + revision);
    }
    byte[] frame = Frame.encode(Frame.Kind.ENTRY, new Entry(newRevision, content));
    try {
      mend();
      write(frame);
    } catch (IOException e) {
      JournalException failure = failure("a change was not kept", frame.length, e);
      failing(failure);
      throw failure;
    }
    revision = newRevision;
    succeeded();
  }

  /** Writes behind the last entry and forces; cuts it off again if that fails. */
  private void write(byte[] frame) throws IOException {
    long end = length + frame.length;
    try {
      trust = Trust.TOO_LONG;
      file.write(length, frame);
      trust = Trust.DOUBTFUL;
      long begin = ticker.nanos();
      file.force();
      meters.forced(ticker.nanos() - begin);
      trust = Trust.WHOLE;
      length = end;
    } catch (IOException e) {
      cutBack(e);
      throw e;
    }
  }

  private void cutBack(IOException cause) {
    try {
      file.truncate(length);
      if (trust == Trust.TOO_LONG) {
        mend();
      }
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /** Brings the file back to what it should be; where it can't be cut, a copy takes its place. */
  private void mend() throws IOException {
    if (trust == Trust.TOO_LONG) {
      try {
        file.truncate(length);
        trust = Trust.DOUBTFUL;
        file.force();
        trust = Trust.WHOLE;
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "the journal can not be cut", e);
      }
    }
    if (trust != Trust.WHOLE) {
      copy();
    }
  }

  private void copy() throws IOException {
    Contents contents = Contents.read(file, length);
    if (!contents.isWhole()) {
      throw new IOException("what was written can not be read any more");
    }
    replace(contents.recovered());
  }

  /**
   * Writes the journal anew: a base, and entries behind it. The former file stays beside it, under
   * another name, until the next time.
   *
   * @param baseRevision the number of the last entry that the base holds
   * @param base what all of it begins with
   * @param kept the entries that stay; the last one is the last that was appended, unless the base
   *     holds that, too
   * @throws JournalException if it was not written; then the former file is still in use
   */
  public void compact(long baseRevision, byte[] base, List<Entry> kept) throws JournalException {
    Recovered next = new Recovered(Optional.of(new Entry(baseRevision, base)), kept);
    if (next.revision() < revision) {
      throw new IllegalArgumentException(next.revision() + " is before " + revision);
    }
    try {
      disk.link(Recovery.journal(directory), Recovery.former(directory));
    } catch (IOException | UnsupportedOperationException e) {
      LOG.log(Level.DEBUG, "the former journal is not kept", e);
    }
    try {
      replace(next);
    } catch (IOException e) {
      throw failure("the journal was not compacted", base.length, e);
    }
    revision = next.revision();
    succeeded();
  }

  /** Puts a new file with that in it in place of the one in use. */
  private void replace(Recovered contents) throws IOException {
    JournalFile next = Recovery.write(directory, disk, contents);
    JournalFile old = file;
    file = next;
    length = next.length();
    trust = Trust.DOUBTFUL;
    old.close();
    disk.forceDirectory(directory);
    trust = Trust.WHOLE;
  }

  private void succeeded() {
    meters.grown(length);
    if (state.isFailing()) {
      state = JournalState.SOUND;
      meters.sound(true);
      events.publish(STATE_EVENT, Map.of("state", "ok", "reason", ""));
      LOG.log(Level.INFO, "the journal in {0} is written again", directory);
    }
  }

  private void failing(JournalException failure) {
    String reason = String.valueOf(failure.getMessage());
    if (!state.isFailing()) {
      LOG.log(Level.ERROR, reason);
      events.publish(STATE_EVENT, Map.of("state", "failing", "reason", reason));
    }
    state = new JournalState(true, failure.isFull(), reason);
    meters.sound(false);
  }

  private JournalException failure(String what, int bytes, IOException cause) {
    Reason reason = isFull(bytes, cause) ? Reason.FULL : Reason.FAILED;
    meters.failed(reason.word());
    String message = "%s: %s: %s".formatted(directory, what, reason(cause));
    return new JournalException(reason, message, cause);
  }

  /** By what the system says, or, since that may be in any language, by what is left. */
  private boolean isFull(int bytes, IOException cause) {
    String said = reason(cause);
    if (said.contains("No space left") || said.contains("quota") || said.contains("too large")) {
      return true;
    }
    try {
      return disk.room(directory) < bytes;
    } catch (IOException e) {
      return false;
    }
  }

  private static String reason(IOException cause) {
    return String.valueOf(cause.getMessage());
  }

  /** Lets go of the directory. */
  @Override
  public void close() throws IOException {
    try (lock) {
      file.close();
    }
  }
}
