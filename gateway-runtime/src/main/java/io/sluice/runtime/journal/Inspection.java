package io.sluice.runtime.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What can be said of the journal in a data directory that no gateway uses.
 *
 * @param summary what is in it
 * @param torn what the next start cuts off by itself
 * @param faults what keeps a gateway from starting, and what of it is lost
 */
public record Inspection(String summary, List<String> torn, List<String> faults) {

  /** Copies the lists. */
  public Inspection {
    torn = List.copyOf(torn);
    faults = List.copyOf(faults);
  }

  /**
   * Looks at a directory and changes nothing but the lock.
   *
   * @throws JournalException if a gateway uses it
   * @throws IOException if there is no journal, or it can not be read
   */
  public static Inspection of(Path directory) throws IOException {
    try (DirectoryLock _ = Recovery.takeExisting(directory)) {
      if (!Files.exists(Recovery.journal(directory))) {
        return new Inspection("only the journal before the last one", List.of(), List.of("gone"));
      }
      return of(Salvage.read(Recovery.journal(directory)));
    }
  }

  private static Inspection of(Contents contents) {
    List<String> torn =
        contents.tornFrom().stream()
            .mapToObj(from -> stretch(contents, new Contents.Gap(from, contents.length())))
            .toList();
    List<String> faults =
        contents.gaps().stream()
            .filter(gap -> gap.to() < contents.length())
            .map(gap -> stretch(contents, gap))
            .toList();
    if (contents.head() instanceof FileHead.Damaged) {
      return new Inspection(Salvage.summary(contents), torn, headDamaged(faults));
    }
    boolean isOutOfOrder = faults.isEmpty() && contents.damagedFrom().isPresent();
    return new Inspection(
        Salvage.summary(contents),
        torn,
        isOutOfOrder
            ? List.of("out of order at byte " + contents.damagedFrom().getAsLong())
            : faults);
  }

  private static List<String> headDamaged(List<String> faults) {
    return Stream.concat(
            Stream.of("bytes 0 to " + FileHead.BYTES + " do not name a journal"), faults.stream())
        .toList();
  }

  private static String stretch(Contents contents, Contents.Gap gap) {
    long before = 0;
    for (Frame frame : contents.frames()) {
      before = frame.offset() < gap.from() ? frame.entry().revision() : before;
    }
    return "bytes %d to %d are no whole entry, behind revision %d"
        .formatted(gap.from(), gap.to(), before);
  }
}
