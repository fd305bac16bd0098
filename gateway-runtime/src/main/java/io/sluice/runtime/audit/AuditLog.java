package io.sluice.runtime.audit;

import io.sluice.api.Ticker;
import io.sluice.runtime.accesslog.LineBuffer;
import io.sluice.runtime.metrics.AuditMeters;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The trail in a file, an object of JSON a line, written before the answer goes out.
 *
 * <p>What can't be written is counted and logged, and the change stands all the same. Whoever is
 * not known gets so many lines a minute and no more, so that strangers can't push the others' out.
 * Safe for any thread; one writes at a time.
 */
public final class AuditLog implements Audit, AutoCloseable {

  private static final System.Logger LOG = System.getLogger(AuditLog.class.getName());
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();
  private static final long MOST_BYTES = 16 << 20;
  private static final int KEPT = 5;
  static final int STRANGERS_A_MINUTE = 60;

  private final AuditFile file;
  private final AuditMeters meters;
  private final Ticker ticker;
  private final ReentrantLock lock = new ReentrantLock();
  private final LineBuffer line = new LineBuffer();
  private long minuteNanos;
  private int strangers;
  private long complainedNanos;

  AuditLog(AuditFile file, AuditMeters meters, Ticker ticker) {
    this.file = file;
    this.meters = meters;
    this.ticker = ticker;
    this.minuteNanos = ticker.nanos();
    this.complainedNanos = minuteNanos - MINUTE_NANOS;
  }

  /** A trail at the end of a file, which is made when there is something to write. */
  public static AuditLog at(Path path, AuditMeters meters) {
    return new AuditLog(new AuditFile(path, MOST_BYTES, KEPT), meters, Ticker.system());
  }

  @Override
  public void record(Attempt attempt) {
    lock.lock();
    try {
      if (attempt.who().isEmpty() && !hasRoomForStranger()) {
        meters.dropped("flood");
        return;
      }
      write(attempt);
    } finally {
      lock.unlock();
    }
  }

  private boolean hasRoomForStranger() {
    long now = ticker.nanos();
    if (now - minuteNanos >= MINUTE_NANOS) {
      minuteNanos = now;
      strangers = 0;
    }
    strangers++;
    return strangers <= STRANGERS_A_MINUTE;
  }

  private void write(Attempt attempt) {
    line.clear();
    put(attempt);
    byte[] bytes = new byte[line.length()];
    line.view().get(bytes);
    try {
      file.write(bytes);
    } catch (IOException e) {
      meters.dropped("failed");
      long now = ticker.nanos();
      if (now - complainedNanos >= MINUTE_NANOS) {
        complainedNanos = now;
        LOG.log(Level.ERROR, "the audit log can not be written: {0}", e.toString());
      }
    }
  }

  private void put(Attempt attempt) {
    Attempt.Result result = attempt.result();
    line.plain("{\"time\":\"").plain(TIME.format(attempt.at())).plain('"');
    text("who", attempt.who());
    line.plain(",\"from\":\"").address(attempt.from()).plain('"');
    text("action", attempt.action());
    text("service", attempt.service());
    if (attempt.isDryRun()) {
      line.plain(",\"dryRun\":true");
    }
    text("result", result.word());
    line.plain(",\"status\":").number(result.status());
    text("code", result.code());
    result.revision().ifPresent(number -> line.plain(",\"revision\":").number(number));
    line.plain("}\n");
  }

  private void text(String name, String value) {
    if (!value.isEmpty()) {
      line.plain(",\"").plain(name).plain("\":\"").json(value).plain('"');
    }
  }

  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      file.close();
    } finally {
      lock.unlock();
    }
  }
}
