package io.sluice.runtime.logging;

import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** One JSON object a line: {@code time}, {@code level}, {@code logger}, {@code message}. */
final class JsonFormat extends Formatter {

  @Override
  public String format(LogRecord entry) {
    StringBuilder line = new StringBuilder(200).append('{');
    member(line, "time", entry.getInstant().toString());
    member(line.append(','), "level", Entries.level(entry.getLevel()));
    member(line.append(','), "logger", String.valueOf(entry.getLoggerName()));
    member(line.append(','), "message", formatMessage(entry));
    Throwable thrown = entry.getThrown();
    if (thrown != null) {
      member(line.append(','), "exception", Entries.stackTrace(thrown));
    }
    return line.append("}\n").toString();
  }

  private static void member(StringBuilder line, String name, String value) {
    line.append('"').append(name).append("\":\"");
    Entries.escape(line, value.replace("\\", "\\\\").replace("\"", "\\\""));
    line.append('"');
  }
}
