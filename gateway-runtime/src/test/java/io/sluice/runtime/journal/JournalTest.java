package io.sluice.runtime.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Ticker;
import io.sluice.runtime.events.Events;
import io.sluice.runtime.journal.JournalException.Reason;
import io.sluice.runtime.metrics.JournalMeters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a journal keeps, on a real file system and on one that refuses. */
final class JournalTest {

  @TempDir Path folder;

  private final List<String> told = new ArrayList<>();
  private final Events events = (type, data) -> told.add(type + " " + data.get("state"));
  private Path data;

  @BeforeEach
  void name() {
    data = folder.resolve("a/data");
  }

  private Journal open() throws JournalException {
    return Journal.open(data, JournalMeters.NONE);
  }

  private Journal open(MemoryDisk disk) throws JournalException {
    return Journal.open(data, JournalMeters.NONE, events, disk, Ticker.system());
  }

  private static byte[] content(String text) {
    return text.getBytes(UTF_8);
  }

  private static List<String> texts(Recovered recovered) {
    return recovered.entries().stream()
        .map(entry -> entry.revision() + new String(entry.content(), UTF_8))
        .toList();
  }

  private void write(String... texts) throws IOException {
    try (Journal journal = open()) {
      for (String text : texts) {
        journal.append(journal.revision() + 1, content(text));
      }
    }
  }

  private void overwrite(long position, byte[] bytes) throws IOException {
    byte[] all = Files.readAllBytes(Recovery.journal(data));
    System.arraycopy(bytes, 0, all, (int) position, bytes.length);
    Files.write(Recovery.journal(data), all);
  }

  @Test
  void whatWasAppendedIsThereAgain() throws IOException {
    write("a", "", "c");
    try (Journal journal = open()) {
      assertEquals(3, journal.revision());
      assertEquals(List.of("1a", "2", "3c"), texts(journal.recovered()));
      assertEquals(List.of(), texts(journal.recovered()));
      assertThrows(IllegalArgumentException.class, () -> journal.append(3, content("d")));
    }
  }

  @Test
  void aCompactedJournalBeginsWithItsBaseAndTheFormerOneStays() throws IOException {
    try (Journal journal = open()) {
      for (String text : List.of("a", "b", "c")) {
        journal.append(journal.revision() + 1, content(text));
      }
      assertThrows(
          IllegalArgumentException.class, () -> journal.compact(2, content("ab"), List.of()));
      journal.compact(2, content("ab"), List.of(new Entry(3, content("c"))));
      journal.append(4, content("d"));
    }
    try (Journal journal = open()) {
      Recovered recovered = journal.recovered();
      assertArrayEquals(content("ab"), recovered.base().orElseThrow().content());
      assertEquals(List.of("3c", "4d"), texts(recovered));
    }
    Files.move(Recovery.former(data), Recovery.journal(data), StandardCopyOption.REPLACE_EXISTING);
    try (Journal journal = open()) {
      assertEquals(List.of("1a", "2b", "3c"), texts(journal.recovered()));
    }
  }

  @Test
  void onlyTheOwnerReadsIt() throws IOException {
    write("a");
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(Recovery.journal(data))));
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data)));
  }

  @Test
  void aDirectoryIsOneJournals() throws IOException {
    try (Journal _ = open()) {
      JournalException refusal = assertThrows(JournalException.class, () -> open().close());
      assertEquals(Reason.LOCKED, refusal.reason());
      String message = String.valueOf(refusal.getMessage());
      assertTrue(message.contains(data.toString()), message);
      assertTrue(message.contains(" by the process " + ProcessHandle.current().pid()), message);
    }
    open().close();
  }

  @Test
  void aDirectoryThatIsNoneIsRefused() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    JournalException refusal =
        assertThrows(JournalException.class, () -> Journal.open(file, JournalMeters.NONE).close());
    assertEquals(Reason.UNUSABLE, refusal.reason());
  }

  @Test
  void aTornEntryIsCutOffAndKeptAside() throws IOException {
    write("a", "b");
    byte[] whole = Files.readAllBytes(Recovery.journal(data));
    Files.write(Recovery.journal(data), List.of("half an entry"), StandardOpenOption.APPEND);
    try (Journal journal = open()) {
      assertEquals(List.of("1a", "2b"), texts(journal.recovered()));
    }
    assertArrayEquals(whole, Files.readAllBytes(Recovery.journal(data)));
    assertEquals("half an entry\n", Files.readString(data.resolve("journal.torn")));
  }

  @Test
  void damageInTheMiddleIsNamedWithItsPlaceAndTheRemedy() throws IOException {
    write("a", "b", "c");
    long second = FileHead.BYTES + Frame.HEAD_BYTES + 1L;
    overwrite(second + Frame.HEAD_BYTES, content("x"));
    JournalException refusal = assertThrows(JournalException.class, () -> open().close());
    assertEquals(Reason.DAMAGED, refusal.reason());
    String message = String.valueOf(refusal.getMessage());
    assertTrue(
        message.contains(data.resolve("journal") + " is damaged at byte " + second), message);
    assertTrue(message.contains("`sluice data repair " + data + "`"), message);
  }

  @Test
  void anAbsurdLengthIsDamage() throws IOException {
    for (int length : new int[] {Integer.MAX_VALUE, -1, 1 << 30}) {
      data = folder.resolve("length" + length);
      write("a", "b");
      overwrite(FileHead.BYTES + 4, ByteBuffer.allocate(4).putInt(length).array());
      JournalException refusal = assertThrows(JournalException.class, () -> open().close());
      assertEquals(Reason.DAMAGED, refusal.reason());
    }
  }

  @Test
  void anotherVersionIsRefused() throws IOException {
    write("a");
    overwrite(0, FileHead.encode(2));
    JournalException refusal = assertThrows(JournalException.class, () -> open().close());
    assertEquals(Reason.UNKNOWN_FORMAT, refusal.reason());
    assertTrue(String.valueOf(refusal.getMessage()).contains("version 2"), refusal.getMessage());
  }

  @Test
  void aJournalThatIsGoneIsNotBegunAnewBesideTheFormerOne() throws IOException {
    try (Journal journal = open()) {
      journal.append(1, content("a"));
      journal.compact(1, content("a"), List.of());
    }
    Files.delete(Recovery.journal(data));
    JournalException refusal = assertThrows(JournalException.class, () -> open().close());
    assertEquals(Reason.DAMAGED, refusal.reason());
  }

  @Test
  void aFullDiskIsToldApartAndTheNextTryCounts() throws IOException {
    MemoryDisk disk = new MemoryDisk(1);
    try (Journal journal = open(disk)) {
      journal.append(1, content("a"));
      for (String said :
          List.of("No space left on device", "Disk quota exceeded", "File too large")) {
        byte[] before = disk.bytes(Recovery.journal(data));
        disk.failAfter(1, said);
        JournalException failure =
            assertThrows(JournalException.class, () -> journal.append(2, content("lost")));
        assertTrue(failure.isFull());
        assertTrue(journal.state().isFull());
        assertArrayEquals(before, disk.bytes(Recovery.journal(data)));
      }
      journal.append(2, content("b"));
      assertEquals(JournalState.SOUND, journal.state());
      assertEquals(List.of("journal.state failing", "journal.state ok"), told);
    }
    try (Journal journal = open(disk)) {
      assertEquals(List.of("1a", "2b"), texts(journal.recovered()));
    }
  }

  @Test
  void aFullDiskIsKnownByItsRoomWhateverTheSystemSays() throws IOException {
    MemoryDisk disk = new MemoryDisk(1);
    try (Journal journal = open(disk)) {
      disk.room(0);
      disk.failAfter(1, "Auf dem Gerät ist kein Speicherplatz mehr verfügbar");
      JournalException failure =
          assertThrows(JournalException.class, () -> journal.append(1, content("a")));
      assertTrue(failure.isFull());
    }
  }

  @Test
  void aFileWhoseForceFailedIsReplacedBeforeTheNextEntry() throws IOException {
    MemoryDisk disk = new MemoryDisk(1);
    try (Journal journal = open(disk)) {
      journal.append(1, content("a"));
      disk.failAfter(2, "Input/output error");
      JournalException failure =
          assertThrows(JournalException.class, () -> journal.append(2, content("lost")));
      assertFalse(failure.isFull());
      assertTrue(journal.state().isFailing());
      journal.append(2, content("b"));
      disk.crash();
    }
    try (Journal journal = open(disk)) {
      assertEquals(List.of("1a", "2b"), texts(journal.recovered()));
    }
  }

  @Test
  void aFileThatCanNotBeCutIsCutBeforeTheNextEntry() throws IOException {
    MemoryDisk disk = new MemoryDisk(5);
    try (Journal journal = open(disk)) {
      journal.append(1, content("a"));
      for (int call = 1; call <= 4; call++) { // write, cut, cut again, make another file
        disk.failAfter(call, "Read-only file system");
      }
      assertThrows(JournalException.class, () -> journal.append(2, content("much that is lost")));
      assertThrows(JournalException.class, () -> journal.append(2, content("b")));
      journal.append(2, content("c"));
    }
    try (Journal journal = open(disk)) {
      assertEquals(List.of("1a", "2c"), texts(journal.recovered()));
    }
  }

  @Test
  void aFileThatCanNeverBeCutIsReplaced() throws IOException {
    MemoryDisk disk = new MemoryDisk(5);
    try (Journal journal = open(disk)) {
      journal.append(1, content("a"));
      for (int call = 1; call <= 3; call++) {
        disk.failAfter(call, "Read-only file system");
      }
      assertThrows(JournalException.class, () -> journal.append(2, content("much that is lost")));
      journal.append(2, content("b"));
    }
    try (Journal journal = open(disk)) {
      assertEquals(List.of("1a", "2b"), texts(journal.recovered()));
    }
  }

  @Test
  void aJournalThatCanNotBeReadIsSavedByCompacting() throws IOException {
    MemoryDisk disk = new MemoryDisk(1);
    try (Journal journal = open(disk)) {
      journal.append(1, content("a"));
      disk.failAfter(2, "Input/output error");
      assertThrows(JournalException.class, () -> journal.append(2, content("b")));
      disk.spoil(Recovery.journal(data));
      assertThrows(JournalException.class, () -> journal.append(2, content("b")));
      journal.compact(1, content("a"), List.of());
      journal.append(2, content("b"));
    }
    try (Journal journal = open(disk)) {
      assertEquals(List.of("2b"), texts(journal.recovered()));
    }
  }
}
