package io.sluice.runtime.accesslog;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.runtime.accesslog.AccessEntry.Answered;
import io.sluice.runtime.accesslog.AccessEntry.Asked;
import io.sluice.runtime.accesslog.AccessEntry.Led;
import io.sluice.runtime.config.AccessLogConfig;
import io.sluice.runtime.config.AccessLogConfig.Target;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What reaches the sink, and that nobody waits for it. */
@Timeout(30)
final class AccessLogWriterTest {

  @TempDir Path folder;

  private final AtomicInteger dropped = new AtomicInteger();

  private static AccessEntry entry(String path) {
    return new AccessEntry(
        0,
        InetAddress.getLoopbackAddress(),
        new Asked("GET", path, "", "HTTP/1.1", "a", "id", "", ""),
        Led.NOWHERE,
        new Answered(200, 0, 0, 0, ""));
  }

  private AccessLogWriter start(LogSink sink) {
    AccessLogWriter writer =
        new AccessLogWriter(
            sink, (entry, out) -> out.json(entry.asked().path()).plain('\n'), dropped::addAndGet);
    writer.start();
    return writer;
  }

  /** Keeps what is written, once it is let. */
  private static final class HeldSink implements LogSink {

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

    @Override
    public void write(ByteBuffer lines) throws IOException {
      entered.countDown();
      try {
        released.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      while (lines.hasRemaining()) {
        taken.write(lines.get());
      }
    }

    @Override
    public void refresh() {}

    @Override
    public void close() {}

    long lines() {
      return taken.toString(US_ASCII).lines().count();
    }
  }

  /** Has room for so many bytes, then fails, then has room again. */
  private static final class FullSink implements LogSink {

    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private int room;

    FullSink(int room) {
      this.room = room;
    }

    @Override
    public void write(ByteBuffer lines) throws IOException {
      while (lines.hasRemaining()) {
        if (room-- == 0) {
          throw new IOException("no space left");
        }
        taken.write(lines.get());
      }
    }

    @Override
    public void refresh() {}

    @Override
    public void close() {}
  }

  @Test
  void everyEntryOfEveryThreadIsWrittenOnce() throws Exception {
    Path file = folder.resolve("access.log");
    AccessLogWriter writer =
        AccessLogWriter.start(
            new AccessLogConfig(new Target.File(file, 1 << 30, 1), AccessLogConfig.Format.JSON),
            dropped::addAndGet);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      int first = t * 2_000;
      threads.add(
          Thread.startVirtualThread(() ->
              IntStream.range(first, first + 2_000).forEach(i -> writer.record(entry("/" + i)))));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    writer.close();
    List<String> lines = Files.readAllLines(file);
    assertEquals(8_000, lines.size());
    TreeSet<String> targets =
        lines.stream()
            .map(line -> line.replaceFirst(".*\"target\":\"([^\"]*)\".*", "$1"))
            .collect(toCollection(TreeSet::new));
    assertEquals(8_000, targets.size());
    assertEquals(0, dropped.get());
  }

  @Test
  void aSlowSinkHoldsNobodyUpAndCostsBoundedMemory() throws Exception {
    HeldSink sink = new HeldSink();
    AccessLogWriter writer = start(sink);
    writer.record(entry("/first"));
    sink.entered.await();
    AccessEntry large = entry("/" + "x".repeat(8_000));
    for (int i = 0; i < 10_000; i++) {
      writer.record(large); // 80 MB; the test's time limit notices if it waits
    }
    int lost = dropped.get();
    assertEquals(525, 10_000 - lost, 5); // 4 MiB
    sink.released.countDown();
    writer.close();
    assertEquals(1 + 10_000 - lost, sink.lines());
    assertEquals(lost, dropped.get());
  }

  @Test
  void whatHadWaitedGivesItsRoomBack() throws Exception {
    HeldSink sink = new HeldSink();
    sink.released.countDown();
    AccessLogWriter writer = start(sink);
    for (int round = 0; round < 5; round++) {
      long before = sink.lines();
      for (int i = 0; i < 400; i++) {
        writer.record(entry("/" + "x".repeat(7_700))); // 3 MB
      }
      while (sink.lines() < before + 400) {
        Thread.onSpinWait();
      }
    }
    writer.close();
    assertEquals(0, dropped.get());
  }

  @Test
  void aFullDiskCutsOneLineAndCountsWhatIsLost() throws Exception {
    FullSink sink = new FullSink(12);
    AccessLogWriter writer = start(sink);
    for (int i = 0; i < 3; i++) {
      writer.record(entry("/line" + i));
    }
    while (dropped.get() == 0) {
      Thread.onSpinWait();
    }
    int lost = dropped.get();
    writer.record(entry("/after"));
    writer.close();
    List<String> lines = sink.taken.toString(US_ASCII).lines().toList();
    assertEquals("/after", lines.getLast());
    assertEquals("/line0", lines.getFirst());
    assertEquals(lost, dropped.get());
    assertTrue(lost <= 2, "dropped " + lost);
  }

  @Test
  void aDeviceThatIsFullCostsLinesOnly() throws Exception {
    AccessLogWriter writer =
        AccessLogWriter.start(
            new AccessLogConfig(
                new Target.File(Path.of("/dev/full"), 1 << 20, 1), AccessLogConfig.Format.COMBINED),
            dropped::addAndGet);
    for (int i = 0; i < 100; i++) {
      writer.record(entry("/"));
    }
    writer.close();
    assertEquals(100, dropped.get());
  }
}
