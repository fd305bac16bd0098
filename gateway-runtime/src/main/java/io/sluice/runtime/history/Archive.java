package io.sluice.runtime.history;

import io.sluice.runtime.journal.Entry;
import io.sluice.runtime.journal.Journal;
import io.sluice.runtime.journal.JournalException;
import io.sluice.runtime.journal.Recovered;
import java.io.IOException;
import java.util.List;

/** Where revisions are kept beyond the process. Called by one thread at a time. */
public interface Archive {

  /** Keeps nothing: for a gateway without a data directory. */
  Archive NONE =
      new Archive() {
        @Override
        public Recovered recovered() {
          return Recovered.NOTHING;
        }

        @Override
        public void append(long revision, byte[] content) {}

        @Override
        public void compact(long revision, byte[] base, List<Entry> kept) {}

        @Override
        public long length() {
          return 0;
        }
      };

  /** What was kept before this process; asked for once. */
  Recovered recovered();

  /**
   * Keeps a revision; it survives the process when this returns.
   *
   * @throws IOException if it was not kept; later calls try again
   */
  void append(long revision, byte[] content) throws IOException;

  /**
   * Replaces all that is kept.
   *
   * @param revision the last revision that the base holds
   * @throws IOException if that failed; then all is as before
   */
  void compact(long revision, byte[] base, List<Entry> kept) throws IOException;

  /** How many bytes are kept. */
  long length();

  /** Whether a revision was not kept for want of room. */
  static boolean isFull(IOException failure) {
    return failure instanceof JournalException refused && refused.isFull();
  }

  /** A journal as an archive. */
  static Archive of(Journal journal) {
    return new Archive() {
      @Override
      public Recovered recovered() {
        return journal.recovered();
      }

      @Override
      public void append(long revision, byte[] content) throws IOException {
        journal.append(revision, content);
      }

      @Override
      public void compact(long revision, byte[] base, List<Entry> kept) throws IOException {
        journal.compact(revision, base, kept);
      }

      @Override
      public long length() {
        return journal.length();
      }
    };
  }
}
