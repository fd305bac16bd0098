package io.sluice.runtime.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Ticker;
import io.sluice.runtime.events.Events;
import io.sluice.runtime.metrics.JournalMeters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What holds of any journal, whatever is cut off, flipped, or refused by the disk. */
final class JournalProperties {

  private static final Logger LOG = Logger.getLogger(Journal.class.getName());

  private static Path directory = Path.of("");

  @BeforeContainer
  static void make() throws IOException {
    LOG.setLevel(Level.OFF); // thousands of torn ends
    directory = Files.createTempDirectory("journal");
  }

  @AfterContainer
  static void remove() throws IOException {
    LOG.setLevel(null);
    Files.deleteIfExists(directory.resolve("lock"));
    Files.delete(directory);
  }

  private static Journal open(MemoryDisk disk) throws JournalException {
    return Journal.open(directory, JournalMeters.NONE, Events.NONE, disk, Ticker.system());
  }

  private static byte[] written(List<byte[]> contents) throws IOException {
    MemoryDisk disk = new MemoryDisk(0);
    try (Journal journal = open(disk)) {
      long revision = 0;
      for (byte[] content : contents) {
        revision++;
        journal.append(revision, content);
      }
    }
    return disk.bytes(Recovery.journal(directory));
  }

  private static MemoryDisk holding(byte[] bytes) {
    MemoryDisk disk = new MemoryDisk(0);
    disk.put(Recovery.journal(directory), bytes);
    return disk;
  }

  private static void assertBegins(List<byte[]> contents, List<Entry> entries) {
    for (int i = 0; i < entries.size(); i++) {
      assertEquals(i + 1, entries.get(i).revision());
      assertArrayEquals(contents.get(i), entries.get(i).content());
    }
  }

  @Property(tries = 300)
  void anyBeginningHoldsTheFirstEntriesAndGrowsOn(
      @ForAll @Size(max = 6) List<byte[]> contents, @ForAll @IntRange(max = 10_000) int where)
      throws IOException {
    byte[] bytes = written(contents);
    MemoryDisk disk = holding(Arrays.copyOf(bytes, where % (bytes.length + 1)));
    int found;
    try (Journal journal = open(disk)) {
      List<Entry> entries = journal.recovered().entries();
      assertBegins(contents, entries);
      found = entries.size();
      journal.append(100, new byte[] {1});
    }
    try (Journal journal = open(disk)) {
      List<Entry> entries = journal.recovered().entries();
      assertEquals(found + 1, entries.size());
      assertBegins(contents, entries.subList(0, found));
      assertEquals(100, entries.getLast().revision());
    }
  }

  @Property(tries = 500)
  void aFlippedBitIsFoundOrIsInTheLastEntry(
      @ForAll @Size(min = 1, max = 6) List<byte[]> contents,
      @ForAll @IntRange(max = 10_000) int where,
      @ForAll @IntRange(max = 7) int bit)
      throws IOException {
    byte[] bytes = written(contents);
    int at = where % bytes.length;
    bytes[at] ^= (byte) (1 << bit);
    int last = bytes.length - Frame.HEAD_BYTES - contents.getLast().length;
    MemoryDisk disk = holding(bytes);
    if (at >= last) {
      try (Journal journal = open(disk)) {
        List<Entry> entries = journal.recovered().entries();
        assertEquals(contents.size() - 1, entries.size());
        assertBegins(contents, entries);
      }
    } else {
      JournalException refusal = assertThrows(JournalException.class, () -> open(disk).close());
      assertEquals(JournalException.Reason.DAMAGED, refusal.reason());
      assertArrayEquals(bytes, disk.bytes(Recovery.journal(directory)));
    }
  }

  /**
   * Entries are appended and compacted while any call may fail, and the power is cut again and
   * again.
   */
  @Property(tries = 1000)
  void whatWasAcknowledgedIsThereAfterAnyFailureAndCrash(
      @ForAll long seed, @ForAll @Size(max = 8) List<@IntRange(min = 1, max = 60) Integer> failures)
      throws IOException {
    MemoryDisk disk = new MemoryDisk(seed);
    failures.forEach(call -> disk.failAfter(call, "Input/output error"));
    Life life = new Life(disk, new Random(seed));
    for (int i = 0; i < 5; i++) {
      life.live();
      disk.crash();
    }
    disk.heal();
    life.live();
    assertTrue(life.lastSucceeded, "a sound disk takes everything");
  }

  /** One gateway after the other, and what clients know. */
  private static final class Life {
    private final MemoryDisk disk;
    private final Random random;
    private final List<byte[]> acknowledged = new ArrayList<>();
    private Optional<byte[]> unanswered = Optional.empty();
    private boolean lastSucceeded;

    Life(MemoryDisk disk, Random random) {
      this.disk = disk;
      this.random = random;
    }

    void live() throws IOException {
      lastSucceeded = false;
      try (Journal journal = open(disk)) {
        compare(journal.recovered());
        for (int i = random.nextInt(5); i >= 0; i--) {
          change(journal);
        }
      } catch (JournalException e) {
        assertEquals(JournalException.Reason.UNUSABLE, e.reason(), e.getMessage());
      }
    }

    private void compare(Recovered recovered) {
      if (recovered.revision() > acknowledged.size()) {
        acknowledged.add(unanswered.orElseThrow());
      }
      unanswered = Optional.empty();
      assertEquals(acknowledged.size(), recovered.revision());
      int base = recovered.base().map(Entry::revision).orElse(0L).intValue();
      recovered.base().ifPresent(entry -> assertArrayEquals(sum(base), entry.content()));
      List<Entry> entries = recovered.entries();
      assertEquals(acknowledged.size() - base, entries.size());
      for (int i = 0; i < entries.size(); i++) {
        assertArrayEquals(acknowledged.get(base + i), entries.get(i).content());
      }
    }

    /** Stands for the configuration of then. */
    private byte[] sum(int revisions) {
      return new byte[] {
        (byte) revisions,
        (byte) acknowledged.subList(0, revisions).stream().mapToInt(a -> a[0]).sum()
      };
    }

    private void change(Journal journal) {
      try {
        if (random.nextInt(4) == 0 && !acknowledged.isEmpty()) {
          int base = random.nextInt(acknowledged.size() + 1);
          journal.compact(base, sum(base), entries(base));
        } else {
          byte[] content = new byte[1 + random.nextInt(20)];
          random.nextBytes(content);
          unanswered = Optional.of(content);
          journal.append(acknowledged.size() + 1, content);
          acknowledged.add(content);
          unanswered = Optional.empty();
        }
        lastSucceeded = true;
      } catch (JournalException e) {
        assertEquals(JournalException.Reason.FAILED, e.reason());
        lastSucceeded = false;
      }
    }

    private List<Entry> entries(int base) {
      List<Entry> entries = new ArrayList<>();
      for (int i = base; i < acknowledged.size(); i++) {
        entries.add(new Entry(i + 1, acknowledged.get(i)));
      }
      return entries;
    }
  }
}
