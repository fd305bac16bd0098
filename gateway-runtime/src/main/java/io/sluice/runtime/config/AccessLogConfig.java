package io.sluice.runtime.config;

import java.nio.file.Path;

/**
 * How requests are written down, one by one.
 *
 * @param target where
 * @param format the form of a line
 */
public record AccessLogConfig(Target target, Format format) {

  /** The form of a line. */
  public enum Format {
    /** One JSON object. */
    JSON,
    /** The combined log format of web servers. */
    COMBINED
  }

  /** Where lines go. */
  public sealed interface Target {

    /** To the standard output of the process. */
    record StandardOutput() implements Target {}

    /**
     * To a file that is renamed when it is full.
     *
     * @param path the file
     * @param mostBytes how long it may be
     * @param kept how many renamed ones stay
     */
    record File(Path path, long mostBytes, int kept) implements Target {}
  }
}
