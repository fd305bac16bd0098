package io.sluice.runtime.plugin;

import java.text.MessageFormat;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** Logs to another logger, with a text in front of each message. */
final class InstanceLogger implements System.Logger {

  private final System.Logger logger;
  private final String prefix;

  InstanceLogger(System.Logger logger, String prefix) {
    this.logger = logger;
    this.prefix = prefix;
  }

  @Override
  public String getName() {
    return logger.getName();
  }

  @Override
  public boolean isLoggable(Level level) {
    return logger.isLoggable(level);
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String message,
      @Nullable Throwable thrown) {
    if (logger.isLoggable(level)) {
      logger.log(level, prefix + message, thrown);
    }
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String format,
      @Nullable Object @Nullable ... values) {
    if (logger.isLoggable(level)) {
      boolean plain = format == null || values == null || values.length == 0;
      logger.log(level, prefix + (plain ? format : MessageFormat.format(format, values)));
    }
  }
}
