package io.sluice.runtime.logging;

import io.sluice.runtime.config.LogConfig;
import java.io.PrintStream;
import java.util.List;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Writes log entries to a stream, each by one call, so that entries of different threads do not
 * mix. Goes on after the virtual machine has begun to shut down, when loggers are silent.
 */
public final class LogOutput extends Handler {

  /** Libraries that talk of themselves at the level of information. */
  private static final List<String> TALKATIVE = List.of("io.helidon", "io.micrometer");

  private final PrintStream stream;

  /** Loggers whose levels were set, held lest they be forgotten. */
  private final List<Logger> held;

  private LogOutput(PrintStream stream, Formatter formatter, List<Logger> held) {
    this.stream = stream;
    this.held = held;
    setFormatter(formatter);
  }

  /** Sends all that is logged from now on there and nowhere else. */
  public static LogOutput install(LogConfig config, PrintStream stream) {
    LogManager.getLogManager().reset();
    Formatter formatter =
        switch (config.format()) {
          case TEXT -> new TextFormat();
          case JSON -> new JsonFormat();
        };
    Level level = level(config.level());
    LogOutput output =
        new LogOutput(stream, formatter, TALKATIVE.stream().map(Logger::getLogger).toList());
    Logger root = Logger.getLogger("");
    root.setLevel(level);
    root.addHandler(output);
    if (level.intValue() >= Level.INFO.intValue()) {
      Level quieter = level.intValue() > Level.WARNING.intValue() ? level : Level.WARNING;
      output.held.forEach(logger -> logger.setLevel(quieter));
    }
    return output;
  }

  /** Writes an entry past the loggers. */
  public void write(System.Logger.Level level, Class<?> source, String message) {
    LogRecord entry = new LogRecord(level(level), message);
    entry.setLoggerName(source.getName());
    publish(entry);
  }

  @Override
  public void publish(LogRecord entry) {
    stream.print(getFormatter().format(entry));
    stream.flush();
  }

  @Override
  public void flush() {
    stream.flush();
  }

  /** Does nothing: there may be more to say. */
  @Override
  public void close() {}

  private static Level level(System.Logger.Level level) {
    return switch (level) {
      case ALL -> Level.ALL;
      case TRACE -> Level.FINER;
      case DEBUG -> Level.FINE;
      case INFO -> Level.INFO;
      case WARNING -> Level.WARNING;
      case ERROR -> Level.SEVERE;
      case OFF -> Level.OFF;
    };
  }
}
