package io.sluice.runtime.logging;

import java.time.temporal.ChronoUnit;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** Time, level, class and message in one line; below it, indented, where an exception came from. */
final class TextFormat extends Formatter {

  @Override
  public String format(LogRecord entry) {
    StringBuilder line = new StringBuilder(160);
    line.append(entry.getInstant().truncatedTo(ChronoUnit.MILLIS))
        .append(' ')
        .append(Entries.level(entry.getLevel()))
        .append(' ')
        .append(Entries.source(entry))
        .append(": ");
    Entries.escape(line, formatMessage(entry));
    line.append('\n');
    Throwable thrown = entry.getThrown();
    if (thrown != null) {
      Entries.stackTrace(thrown)
          .lines()
          .forEach(frame -> {
            line.append("    ");
            Entries.escape(line, frame.strip());
            line.append('\n');
          });
    }
    return line.toString();
  }
}
