package io.sluice.runtime.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.runtime.metrics.JournalMeters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a damaged journal, and what is saved of it. */
final class SalvageTest {

  private static final int ENTRY_BYTES = Frame.HEAD_BYTES + 1;

  @TempDir Path data;

  private void append(Journal journal, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      journal.append(journal.revision() + 1, new byte[] {'a'});
    }
  }

  private Journal open() throws IOException {
    return Journal.open(data, JournalMeters.NONE);
  }

  private void spoil(long position) throws IOException {
    byte[] all = Files.readAllBytes(Recovery.journal(data));
    all[(int) position]++;
    Files.write(Recovery.journal(data), all);
  }

  private List<Long> revisions() throws IOException {
    try (Journal journal = open()) {
      return journal.recovered().entries().stream().map(Entry::revision).toList();
    }
  }

  @Test
  void allButTheDamagedEntryIsKeptAndTheDamagedFileStays() throws IOException {
    try (Journal journal = open()) {
      append(journal, 5);
    }
    spoil(FileHead.BYTES + 2L * ENTRY_BYTES);
    byte[] damaged = Files.readAllBytes(Recovery.journal(data));
    Inspection inspection = Inspection.of(data);
    assertEquals(
        List.of("bytes 58 to 79 are no whole entry, behind revision 2"), inspection.faults());
    Salvage salvage = Salvage.repair(data);
    assertEquals(List.of("revision 3"), salvage.lost());
    assertEquals(Optional.of(data.resolve("journal.damaged.1")), salvage.former());
    assertArrayEquals(damaged, Files.readAllBytes(salvage.former().orElseThrow()));
    assertEquals(List.of(1L, 2L, 4L, 5L), revisions());
    assertEquals(List.of(), Inspection.of(data).faults());
  }

  @Test
  void whatTheFormerJournalStillHasIsNotLost() throws IOException {
    try (Journal journal = open()) {
      append(journal, 3);
      journal.compact(2, "base".getBytes(UTF_8), List.of(new Entry(3, new byte[] {'a'})));
      append(journal, 1);
    }
    spoil(FileHead.BYTES + 1);
    assertThrows(JournalException.class, () -> open().close());
    Salvage salvage = Salvage.repair(data);
    assertEquals(List.of(), salvage.lost());
    assertEquals(List.of(1L, 2L, 3L, 4L), revisions());
  }

  @Test
  void aMissingJournalIsReplacedByTheFormerOne() throws IOException {
    try (Journal journal = open()) {
      append(journal, 2);
      journal.compact(2, new byte[0], List.of());
    }
    Files.delete(Recovery.journal(data));
    assertEquals(List.of("gone"), Inspection.of(data).faults());
    assertEquals(Optional.empty(), Salvage.repair(data).former());
    assertEquals(List.of(1L, 2L), revisions());
  }

  @Test
  void aDamagedHeadLosesNothing() throws IOException {
    try (Journal journal = open()) {
      append(journal, 3);
    }
    spoil(0);
    assertEquals(List.of("bytes 0 to 16 do not name a journal"), Inspection.of(data).faults());
    assertEquals(List.of(), Salvage.repair(data).lost());
    assertEquals(List.of(1L, 2L, 3L), revisions());
  }

  @Test
  void aTornEndIsNoFault() throws IOException {
    try (Journal journal = open()) {
      append(journal, 2);
    }
    Path path = Recovery.journal(data);
    byte[] all = Files.readAllBytes(path);
    Files.write(path, Arrays.copyOf(all, all.length - 1));
    Inspection inspection = Inspection.of(data);
    assertEquals(List.of(), inspection.faults());
    assertEquals(1, inspection.torn().size());
  }

  @Test
  void aRunningGatewayIsLeftAlone() throws IOException {
    try (Journal _ = open()) {
      assertThrows(JournalException.class, () -> Inspection.of(data));
      assertThrows(JournalException.class, () -> Salvage.repair(data));
    }
  }

  @Test
  void anotherDirectoryIsToldApart() {
    IOException fault = assertThrows(IOException.class, () -> Inspection.of(data.resolve("none")));
    assertTrue(String.valueOf(fault.getMessage()).startsWith("there is no journal in "));
  }
}
