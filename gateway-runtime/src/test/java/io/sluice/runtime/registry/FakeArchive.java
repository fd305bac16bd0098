package io.sluice.runtime.registry;

import io.sluice.runtime.history.Archive;
import io.sluice.runtime.journal.Entry;
import io.sluice.runtime.journal.Recovered;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps in memory what a journal would keep on a disk, and fails when told to. One thread. */
final class FakeArchive implements Archive {

  private Optional<Entry> base = Optional.empty();
  private final List<Entry> entries = new ArrayList<>();
  private boolean failing;
  private int compactions;

  /** Keeps nothing from now on, or does again. */
  void fail(boolean next) {
    failing = next;
  }

  int compactions() {
    return compactions;
  }

  int entries() {
    return entries.size();
  }

  @Override
  public Recovered recovered() {
    return new Recovered(base, entries);
  }

  @Override
  public void append(long revision, byte[] content) throws IOException {
    if (failing) {
      throw new IOException("the disk says no");
    }
    if (revision <= recovered().revision()) {
      throw new IllegalArgumentException("revision " + revision);
    }
    entries.add(new Entry(revision, content));
  }

  @Override
  public void compact(long revision, byte[] content, List<Entry> kept) throws IOException {
    if (failing) {
      throw new IOException("the disk says no");
    }
    base = Optional.of(new Entry(revision, content));
    entries.clear();
    entries.addAll(kept);
    compactions++;
  }

  @Override
  public long length() {
    return base.stream().mapToLong(entry -> entry.content().length).sum()
        + entries.stream().mapToLong(entry -> entry.content().length).sum();
  }
}
