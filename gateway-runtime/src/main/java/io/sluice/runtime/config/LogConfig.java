package io.sluice.runtime.config;

/**
 * What is logged, and how.
 *
 * @param level the least important level that is shown
 * @param format the form of a line
 */
public record LogConfig(System.Logger.Level level, Format format) {

  /** The form of a line. */
  public enum Format {
    /** Time, level, room, message. */
    TEXT,
    /** One JSON object. */
    JSON
  }
}
