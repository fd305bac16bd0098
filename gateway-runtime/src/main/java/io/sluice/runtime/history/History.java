package io.sluice.runtime.history;

import io.sluice.runtime.journal.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The last revisions: a thousand, or as many as have room in {@link #MOST_BYTES}, but always the
 * last one. Kept in the form in which they are written down. One thread adds; any may look.
 */
final class History {

  static final int MOST_REVISIONS = 1000;
  static final long MOST_BYTES = 16 << 20;

  private final ConcurrentNavigableMap<Long, byte[]> edits = new ConcurrentSkipListMap<>();
  private long bytes;

  /** Adds what made the next revision, and forgets the oldest if there are too many. */
  void add(long revision, byte[] edit) {
    edits.put(revision, edit);
    bytes += edit.length;
    while (edits.size() > 1 && (edits.size() > MOST_REVISIONS || bytes > MOST_BYTES)) {
      bytes -= edits.pollFirstEntry().getValue().length;
    }
  }

  /** Forgets all. */
  void clear() {
    edits.clear();
    bytes = 0;
  }

  /** How many bytes are kept. */
  long bytes() {
    return bytes;
  }

  /** All that is kept, oldest first. */
  List<Entry> entries() {
    return edits.entrySet().stream()
        .map(edit -> new Entry(edit.getKey(), edit.getValue()))
        .toList();
  }

  /** One revision, if it is kept. */
  Optional<Revision> find(long number) {
    return Optional.ofNullable(edits.get(number)).map(edit -> read(edit).as(number));
  }

  /** Those with a smaller number, newest first. */
  List<Revision> list(long before, int limit) {
    return edits.headMap(before, false).descendingMap().entrySet().stream()
        .limit(limit)
        .map(edit -> read(edit.getValue()).as(edit.getKey()))
        .toList();
  }

  /**
   * What services were as of a revision, of which this and that has changed since.
   *
   * @param now a revision from which to look back
   * @return the documents of what has changed since, empty for a service that was not there; or
   *     nothing if not all that has changed since is kept
   */
  Optional<Map<String, Optional<Map<String, Object>>>> undone(long then, long now) {
    if (then < 0 || then > now) {
      return Optional.empty();
    }
    Map<String, Optional<Map<String, Object>>> former = new HashMap<>();
    for (long number = now; number > then; number--) {
      byte[] edit = edits.get(number);
      if (edit == null) {
        return Optional.empty();
      }
      Edit read = read(edit);
      read.services()
          .forEach(name -> former.put(name, Optional.ofNullable(read.before().get(name))));
    }
    return Optional.of(former);
  }

  private static Edit read(byte[] edit) {
    try {
      return StoredText.edit(edit);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
