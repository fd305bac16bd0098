package io.sluice.runtime.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When a line is written that there are many reasons for. */
class RareLineTest {

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final List<String> lines = new ArrayList<>();
  private final RareLine line =
      new RareLine(new Kept(lines), Level.WARNING, Duration.ofNanos(10), now::get);

  private void reason() {
    line.reason(count -> "reason " + count);
  }

  @Test
  void theFirstReasonIsWrittenAndThenOneInAWhile() {
    reason();
    reason();
    now.addAndGet(9);
    reason();
    now.addAndGet(1);
    reason();
    reason();
    assertEquals(List.of("reason 1", "reason 4"), lines);
    assertEquals(5, line.reasons());
  }

  /** Keeps what is logged. */
  private record Kept(List<String> lines) implements Logger {

    @Override
    public String getName() {
      return "kept";
    }

    @Override
    public boolean isLoggable(Level level) {
      return true;
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String message,
        @Nullable Throwable cause) {
      lines.add(String.valueOf(message));
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String format,
        Object @Nullable ... parameters) {
      lines.add(String.valueOf(format));
    }
  }
}
