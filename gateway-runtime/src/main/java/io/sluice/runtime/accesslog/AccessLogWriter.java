package io.sluice.runtime.accesslog;

import io.sluice.runtime.config.AccessLogConfig;
import io.sluice.runtime.metrics.AccessLogMeters;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Gathers entries as lines in memory, and writes these on a platform thread of its own, which looks
 * for new ones several times a second: so nobody who records waits for the sink, nor has to wake
 * that thread. Lines are made by who records, while what they are made of is in the processor's
 * cache.
 *
 * <p>What is gathered is bounded. Beyond that, and where the sink fails, entries are dropped and
 * counted; a line that a full disk cut short is ended before the next one begins.
 */
public final class AccessLogWriter implements AccessLog, AutoCloseable {

  private static final System.Logger LOG = System.getLogger(AccessLogWriter.class.getName());

  private static final int MOST_GATHERED_BYTES = 4 << 20;
  private static final long PERIOD_NANOS = Duration.ofMillis(50).toNanos();
  private static final long REFRESH_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long COMPLAINT_NANOS = Duration.ofMinutes(1).toNanos();
  private static final Duration DRAIN = Duration.ofSeconds(3);

  private final LogSink sink;
  private final LineFormat format;
  private final AccessLogMeters meters;
  private final Thread thread;
  private volatile boolean open = true;

  /** Guards the gathering: held for as long as a line takes to make, never while one is written. */
  private final ReentrantLock lock = new ReentrantLock();

  private LineBuffer gathered = new LineBuffer();
  private int gatheredLines;

  /** Of the writing thread. */
  private LineBuffer written = new LineBuffer();

  private boolean isTorn;
  private long refreshedNanos = System.nanoTime();
  private long complainedNanos = refreshedNanos - COMPLAINT_NANOS;

  AccessLogWriter(LogSink sink, LineFormat format, AccessLogMeters meters) {
    this.sink = sink;
    this.format = format;
    this.meters = meters;
    this.thread = Thread.ofPlatform().daemon().name("sluice-access-log").unstarted(this::run);
  }

  /**
   * Opens the log and starts to write.
   *
   * @throws IOException if the file can not be opened
   */
  public static AccessLogWriter start(AccessLogConfig config, AccessLogMeters meters)
      throws IOException {
    LogSink sink =
        switch (config.target()) {
          case AccessLogConfig.Target.StandardOutput _ -> new StandardOutput();
          case AccessLogConfig.Target.File file ->
              new RotatingFile(file.path(), file.mostBytes(), file.kept());
        };
    LineFormat format =
        switch (config.format()) {
          case JSON -> new JsonLines();
          case COMBINED -> new CombinedLines(ZoneId.systemDefault());
        };
    AccessLogWriter writer = new AccessLogWriter(sink, format, meters);
    writer.start();
    return writer;
  }

  void start() {
    thread.start();
  }

  @Override
  public boolean isWanted() {
    return true;
  }

  @Override
  public void record(AccessEntry entry) {
    if (!gather(entry)) {
      meters.dropped(1);
    }
  }

  private boolean gather(AccessEntry entry) {
    lock.lock();
    try {
      if (gathered.length() >= MOST_GATHERED_BYTES) {
        return false;
      }
      format.write(entry, gathered);
      gatheredLines++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Writes what was gathered, if that is possible within seconds, and ends. */
  @Override
  public void close() {
    open = false;
    LockSupport.unpark(thread);
    try {
      if (!thread.join(DRAIN)) {
        LOG.log(Level.WARNING, "the access log takes too long: its last lines are lost");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (open) {
      LockSupport.parkNanos(PERIOD_NANOS);
      write();
      refresh();
    }
    write();
    try {
      sink.close();
    } catch (IOException e) {
      complain("can not be closed", e);
    }
  }

  /** Writes what was gathered since the last time. */
  private void write() {
    int lines = swap();
    if (lines == 0) {
      return;
    }
    ByteBuffer bytes = written.view();
    try {
      endTornLine();
      sink.write(bytes);
    } catch (IOException e) {
      isTorn |= bytes.position() > 0 && bytes.get(bytes.position() - 1) != '\n';
      meters.dropped(lines - lines(bytes));
      complain("can not be written", e);
    }
    written.clear();
  }

  /** Lets others go on in the other buffer; answers how many lines there are now to write. */
  private int swap() {
    lock.lock();
    try {
      int lines = gatheredLines;
      LineBuffer next = written;
      written = gathered;
      gathered = next;
      gatheredLines = 0;
      return lines;
    } finally {
      lock.unlock();
    }
  }

  private void endTornLine() throws IOException {
    if (isTorn) {
      sink.write(ByteBuffer.wrap(new byte[] {'\n'}));
      isTorn = false;
    }
  }

  /** How many lines were written whole. */
  private static int lines(ByteBuffer bytes) {
    int lines = 0;
    for (int i = 0; i < bytes.position(); i++) {
      lines += bytes.get(i) == '\n' ? 1 : 0;
    }
    return lines;
  }

  private void refresh() {
    long now = System.nanoTime();
    if (now - refreshedNanos < REFRESH_NANOS) {
      return;
    }
    refreshedNanos = now;
    try {
      sink.refresh();
    } catch (IOException e) {
      complain("can not be opened", e);
    }
  }

  private void complain(String what, IOException cause) {
    long now = System.nanoTime();
    if (now - complainedNanos >= COMPLAINT_NANOS) {
      complainedNanos = now;
      LOG.log(Level.WARNING, "the access log {0}: {1}", what, cause.toString());
    }
  }
}
