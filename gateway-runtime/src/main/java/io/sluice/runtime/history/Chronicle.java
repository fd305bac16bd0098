package io.sluice.runtime.history;

import io.sluice.runtime.journal.Entry;
import io.sluice.runtime.journal.Recovered;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The revisions: the last of them in memory, all that must survive in the archive.
 *
 * <p>The archive is written anew when it has grown to twice what it had after the last time, and to
 * {@link #LEAST_BYTES}: the configuration as of before the oldest revision that is kept, and the
 * revisions since. The writer calls; anybody may look.
 */
public final class Chronicle {

  private static final System.Logger LOG = System.getLogger(Chronicle.class.getName());
  private static final long LEAST_BYTES = 1 << 20;

  private final Archive archive;
  private final History history = new History();

  /** Never before what it holds was taken up: it would be written anew without that. */
  private long compactAt = Long.MAX_VALUE;

  /** A chronicle in which nothing happened yet. */
  public Chronicle(Archive archive) {
    this.archive = archive;
  }

  /** What the archive held when it was opened. */
  public record Restored(long revision, Map<String, Stored> services) {}

  /**
   * Takes up what the archive has kept; once, before anything is added.
   *
   * @throws IOException if it can not be read
   */
  public Restored restore() throws IOException {
    Recovered recovered = archive.recovered();
    Map<String, Stored> services = new HashMap<>();
    long last = 0;
    if (recovered.base().isPresent()) {
      last = recovered.base().get().revision();
      services.putAll(base(recovered.base().get()));
    }
    for (Entry entry : recovered.entries()) {
      if (entry.revision() != last + 1) {
        history.clear(); // what is between was lost, so nothing before can be gone back to
      }
      redo(services, entry);
      history.add(entry.revision(), entry.content());
      last = entry.revision();
    }
    long base = recovered.base().map(entry -> entry.content().length).orElse(0);
    compactAt = Math.max(LEAST_BYTES, 2 * (base + history.bytes()));
    return new Restored(last, services);
  }

  private static Map<String, Stored> base(Entry base) throws IOException {
    try {
      return StoredText.services(base.content());
    } catch (IOException e) {
      throw unreadable(base, e);
    }
  }

  private static void redo(Map<String, Stored> services, Entry entry) throws IOException {
    try {
      Edit edit = StoredText.edit(entry.content());
      services.keySet().removeAll(edit.before().keySet());
      edit.after()
          .forEach((name, document) -> services.put(name, new Stored(entry.revision(), document)));
    } catch (IOException e) {
      throw unreadable(entry, e);
    }
  }

  private static IOException unreadable(Entry entry, IOException cause) {
    return new IOException(
        "revision %d in the data directory can not be read: %s"
            .formatted(entry.revision(), cause.getMessage()),
        cause);
  }

  /**
   * Adds a revision; it survives the process when this returns.
   *
   * @throws IOException if it could not be kept; then it is not added
   */
  public void add(long revision, Edit edit) throws IOException {
    byte[] content = StoredText.of(edit);
    archive.append(revision, content);
    history.add(revision, content);
  }

  /**
   * Writes the archive anew if it has grown too much.
   *
   * @param revision the last revision
   * @param services the configuration as of that
   */
  public void compact(long revision, Supplier<Map<String, Stored>> services) {
    if (archive.length() < compactAt) {
      return;
    }
    List<Entry> kept = history.entries();
    long before = kept.isEmpty() ? revision : kept.getFirst().revision() - 1;
    Map<String, Stored> base = services.get();
    history
        .undone(before, revision)
        .orElse(Map.of())
        .forEach((name, document) ->
            document.ifPresentOrElse(
                former -> base.put(name, new Stored(before, former)), () -> base.remove(name)));
    try {
      archive.compact(before, StoredText.of(base), kept);
      compactAt = Math.max(LEAST_BYTES, 2 * archive.length());
    } catch (IOException e) {
      compactAt = archive.length() + LEAST_BYTES;
      LOG.log(Level.WARNING, "the journal stays as long as it is: {0}", e.getMessage());
    }
  }

  /** One revision, if it is kept. */
  public Optional<Revision> find(long number) {
    return history.find(number);
  }

  /**
   * The revisions that are kept, newest first.
   *
   * @param before only those with a smaller number
   * @param limit how many at most
   */
  public List<Revision> list(long before, int limit) {
    return history.list(before, limit);
  }

  /**
   * What services were as of a revision, of which this and that has changed since.
   *
   * @param now a revision from which to look back
   * @return the documents of what has changed since, empty for a service that was not there; or
   *     nothing if not all that has changed since is kept
   */
  public Optional<Map<String, Optional<Map<String, Object>>>> undone(long then, long now) {
    return history.undone(then, now);
  }
}
