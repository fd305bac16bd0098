package io.sluice.runtime.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.runtime.audit.Attempt.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written down of attempts, and what becomes of those that can't be. */
final class AuditLogTest {

  @TempDir Path folder;

  private final AtomicLong nanos = new AtomicLong();
  private final List<String> dropped = new ArrayList<>();

  private AuditLog log(int mostBytes, int kept) {
    AuditFile file = new AuditFile(folder.resolve("audit.log"), mostBytes, kept);
    return new AuditLog(file, dropped::add, nanos::get);
  }

  private static Attempt attempt(String who, String action) {
    return new Attempt(
        Instant.parse("2026-01-02T03:04:05.678Z"),
        who,
        InetAddress.getLoopbackAddress(),
        action,
        "books",
        false,
        new Result(200, "", OptionalLong.of(17)));
  }

  private List<String> lines(String suffix) throws IOException {
    return Files.readAllLines(folder.resolve("audit.log" + suffix));
  }

  @Test
  void aLineSaysWhoDidWhatAndWhatCameOfIt() throws IOException {
    try (AuditLog log = log(10_000, 1)) {
      log.record(attempt("ann", "PUT /api/v1/services/books"));
      log.record(
          new Attempt(
              Instant.parse("2026-01-02T03:04:05.678Z"),
              "",
              InetAddress.getByName("2001:db8::1"),
              "DELETE /services/a\"\n\u001b",
              "",
              true,
              new Result(401, "unauthorized", OptionalLong.empty())));
    }
    assertEquals(
        List.of(
            """
            {"time":"2026-01-02T03:04:05.678Z","who":"ann","from":"127.0.0.1",\
            "action":"PUT /api/v1/services/books","service":"books",\
            "result":"accepted","status":200,"revision":17}\
            """,
            """
            {"time":"2026-01-02T03:04:05.678Z","from":"2001:db8:0:0:0:0:0:1",\
            "action":"DELETE /services/a\\"\\u000a\\u001b","dryRun":true,\
            "result":"refused","status":401,"code":"unauthorized"}\
            """),
        lines(""));
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("audit.log"))));
  }

  @Test
  void aFullFileIsRenamedAndTheOldestGoes() throws IOException {
    try (AuditLog log = log(300, 2)) {
      for (int i = 0; i < 8; i++) {
        log.record(attempt("ann", "PUT " + i));
      }
    }
    assertTrue(lines("").getLast().contains("PUT 7"));
    assertTrue(lines(".2").getFirst().contains("PUT"));
    assertFalse(Files.exists(folder.resolve("audit.log.3")));
  }

  @Test
  void whatCanNotBeWrittenIsCountedAndTheNextOneIsTried() throws IOException {
    Path inTheWay = folder.resolve("audit.log");
    Files.createDirectory(inTheWay);
    try (AuditLog log = log(10_000, 1)) {
      log.record(attempt("ann", "PUT 1"));
      assertEquals(List.of("failed"), dropped);
      Files.delete(inTheWay);
      log.record(attempt("ann", "PUT 2"));
    }
    assertEquals(1, lines("").size());
  }

  @Test
  void aFileThatSomebodyMovedAwayIsBegunAnew() throws IOException {
    try (AuditLog log = log(10_000, 1)) {
      log.record(attempt("ann", "PUT 1"));
      Files.move(folder.resolve("audit.log"), folder.resolve("elsewhere"));
      log.record(attempt("ann", "PUT 2"));
    }
    assertTrue(lines("").getFirst().contains("PUT 2"));
  }

  @Test
  void strangersCanNotPushOthersOut() throws IOException {
    try (AuditLog log = log(1_000_000, 1)) {
      for (int i = 0; i < 2 * AuditLog.STRANGERS_A_MINUTE; i++) {
        log.record(attempt("", "PUT"));
      }
      assertEquals(AuditLog.STRANGERS_A_MINUTE, dropped.size());
      log.record(attempt("ann", "PUT"));
      nanos.addAndGet(60_000_000_000L);
      log.record(attempt("", "PUT"));
    }
    assertEquals(AuditLog.STRANGERS_A_MINUTE + 2, lines("").size());
  }
}
