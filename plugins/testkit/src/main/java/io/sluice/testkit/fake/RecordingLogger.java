package io.sluice.testkit.fake;

import java.text.MessageFormat;
import java.util.List;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A logger that keeps what it is told. Safe for any thread. */
public final class RecordingLogger implements System.Logger {

  private final List<Line> lines = new CopyOnWriteArrayList<>();

  /** A logger that was told nothing yet. */
  public RecordingLogger() {}

  /**
   * One thing logged.
   *
   * @param level how much it matters
   * @param message what was said
   * @param thrown what was thrown, if anything
   */
  public record Line(Level level, String message, Optional<Throwable> thrown) {}

  /** What was logged until now, in order. */
  public List<Line> lines() {
    return List.copyOf(lines);
  }

  @Override
  public String getName() {
    return "recording";
  }

  @Override
  public boolean isLoggable(Level level) {
    return level != Level.OFF;
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String message,
      @Nullable Throwable thrown) {
    lines.add(new Line(level, String.valueOf(message), Optional.ofNullable(thrown)));
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String format,
      @Nullable Object @Nullable ... parameters) {
    String message = String.valueOf(format);
    boolean plain = parameters == null || parameters.length == 0;
    lines.add(
        new Line(
            level, plain ? message : MessageFormat.format(message, parameters), Optional.empty()));
  }
}
