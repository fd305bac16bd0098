package io.sluice.runtime.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.runtime.config.LogConfig;
import io.sluice.runtime.config.LogConfig.Format;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LogOutputTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @AfterEach
  void restore() throws IOException {
    LogManager.getLogManager().readConfiguration();
  }

  @Test
  void anEntryIsOneLineWhateverIsInIt() {
    install(Level.INFO, Format.TEXT);
    log(Level.WARNING, "path /a\r\n2026 \u001b[31mfake\u2028\u202e {x}");
    assertEquals(1, text().lines().count(), text());
    assertTrue(
        text()
            .endsWith(
                " WARNING LogOutputTest: path /a\\u000d\\u000a2026 \\u001b[31mfake\\u2028\\u202e {x}\n"),
        text());
  }

  @Test
  void jsonIsOneObjectALine() {
    install(Level.INFO, Format.JSON);
    System.getLogger(LogOutputTest.class.getName())
        .log(Level.ERROR, "quote \" and \\ and\nline", new IllegalStateException("inner\n\"x\""));
    String line = text();
    assertEquals(1, line.lines().count(), line);
    assertTrue(line.contains("\"level\":\"ERROR\""), line);
    assertTrue(line.contains("\"message\":\"quote \\\" and \\\\ and\\u000aline\""), line);
    assertTrue(line.contains("\"exception\":\"java.lang.IllegalStateException: inner"), line);
    assertTrue(line.endsWith("\"}\n"), line);
  }

  @Test
  void whatIsBelowTheLevelIsNotShown() {
    install(Level.INFO, Format.TEXT);
    log(Level.DEBUG, "hidden");
    System.getLogger("io.helidon.webserver").log(Level.INFO, "talkative");
    assertEquals("", text());
    install(Level.DEBUG, Format.TEXT);
    log(Level.DEBUG, "shown");
    assertTrue(text().endsWith("DEBUG LogOutputTest: shown\n"));
  }

  @Test
  void parametersArePutIn() {
    install(Level.INFO, Format.TEXT);
    System.getLogger(LogOutputTest.class.getName()).log(Level.INFO, "{0} and {1}", "a", "b\n");
    assertTrue(text().endsWith("a and b\\u000a\n"), text());
  }

  @Test
  void entriesAreWrittenAfterTheLoggersWereSilenced() {
    LogOutput output = install(Level.INFO, Format.TEXT);
    LogManager.getLogManager().reset();
    log(Level.ERROR, "lost");
    output.write(Level.INFO, LogOutputTest.class, "stopped");
    assertFalse(text().contains("lost"));
    assertTrue(text().endsWith("INFO LogOutputTest: stopped\n"));
  }

  private LogOutput install(Level level, Format format) {
    return LogOutput.install(new LogConfig(level, format), stream);
  }

  private static void log(Level level, String message) {
    System.getLogger(LogOutputTest.class.getName()).log(level, message);
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
