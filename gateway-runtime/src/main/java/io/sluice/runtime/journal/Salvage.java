package io.sluice.runtime.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was saved out of a damaged journal: every entry that is whole, in it or in the one before
 * it.
 *
 * @param summary what is kept
 * @param former where the damaged file is now, if there was one
 * @param lost what could not be read, in words; empty if nothing is missing
 */
public record Salvage(String summary, Optional<Path> former, List<String> lost) {

  /** Copies the list. */
  public Salvage {
    lost = List.copyOf(lost);
  }

  /**
   * Puts the journal of a directory right that no gateway uses. The damaged file stays, under
   * another name.
   *
   * @throws JournalException if a gateway uses it, or it is of another version
   * @throws IOException if there is no journal, or it can not be read or written
   */
  public static Salvage repair(Path directory) throws IOException {
    FileDisk disk = new FileDisk();
    Path path = Recovery.journal(directory);
    try (DirectoryLock _ = Recovery.takeExisting(directory)) {
      List<Contents> all = new ArrayList<>();
      for (Path file : List.of(Recovery.former(directory), path)) {
        if (Files.exists(file)) {
          all.add(read(file));
        }
      }
      Recovered kept = merge(all);
      Optional<Path> former = Files.exists(path) ? Optional.of(aside(path)) : Optional.empty();
      if (former.isPresent()) {
        Files.copy(path, former.get());
      }
      try (JournalFile written = Recovery.write(directory, disk, kept)) {
        disk.forceDirectory(directory);
        return new Salvage(summary(Contents.read(written, written.length())), former, lost(kept));
      }
    }
  }

  /**
   * Reads a file.
   *
   * @throws JournalException if it is of another version
   */
  static Contents read(Path path) throws IOException {
    try (JournalFile file = new FileDisk().open(path)) {
      Contents contents = Contents.read(file, file.length());
      Recovery.ensureKnown(path, contents);
      return contents;
    }
  }

  /** Later files go before earlier ones; what a base holds is not needed again. */
  private static Recovered merge(List<Contents> all) {
    List<Frame> frames = all.stream().flatMap(contents -> contents.frames().stream()).toList();
    Optional<Entry> base =
        frames.stream()
            .filter(frame -> frame.kind() == Frame.Kind.BASE)
            .map(Frame::entry)
            .max(Comparator.comparingLong(Entry::revision));
    TreeMap<Long, Entry> entries = new TreeMap<>();
    frames.stream()
        .filter(frame -> frame.kind() == Frame.Kind.ENTRY)
        .forEach(frame -> entries.put(frame.entry().revision(), frame.entry()));
    long held = base.map(Entry::revision).orElse(0L);
    return new Recovered(base, List.copyOf(entries.tailMap(held, false).values()));
  }

  private static List<String> lost(Recovered kept) {
    List<String> lost = new ArrayList<>();
    long before = kept.base().map(Entry::revision).orElse(0L);
    for (Entry entry : kept.entries()) {
      long missing = entry.revision() - before - 1;
      if (missing == 1) {
        lost.add("revision " + (before + 1));
      } else if (missing > 1) {
        lost.add("revisions %d to %d".formatted(before + 1, entry.revision() - 1));
      }
      before = entry.revision();
    }
    return lost;
  }

  private static Path aside(Path path) {
    int number = 1;
    while (Files.exists(path.resolveSibling("journal.damaged." + number))) {
      number++;
    }
    return path.resolveSibling("journal.damaged." + number);
  }

  /** What is in a file, in words. */
  static String summary(Contents contents) {
    List<Frame> frames = contents.frames();
    if (frames.isEmpty()) {
      return "no entries, %d bytes".formatted(contents.length());
    }
    return "%d entries, revisions %d to %d, %d bytes"
        .formatted(
            frames.size(),
            frames.getFirst().entry().revision(),
            frames.getLast().entry().revision(),
            contents.length());
  }
}
