package io.sluice.runtime.journal;

import java.util.List;
import java.util.Optional;

/**
 * What a journal had in it when it was opened.
 *
 * @param base what all of it began with, if it was ever compacted
 * @param entries what came after it, oldest first; numbers may be missing after a repair
 */
public record Recovered(Optional<Entry> base, List<Entry> entries) {

  /** Nothing. */
  public static final Recovered NOTHING = new Recovered(Optional.empty(), List.of());

  /** Copies the list. */
  public Recovered {
    entries = List.copyOf(entries);
  }

  /** The greatest number, 0 if there is nothing. */
  public long revision() {
    return entries.isEmpty() ? base.map(Entry::revision).orElse(0L) : entries.getLast().revision();
  }
}
