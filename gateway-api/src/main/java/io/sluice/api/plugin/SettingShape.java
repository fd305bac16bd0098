package io.sluice.api.plugin;

import java.time.Duration;
import java.util.List;

/**
 * What may stand at a key of a document, in a form that whoever shows settings to people or
 * programs can walk through. Plugins need not know it: a {@link Setting} brings its own.
 */
public sealed interface SettingShape {

  /**
   * A text.
   *
   * @param least how many characters at least
   * @param most how many at most
   */
  record Text(int least, int most) implements SettingShape {}

  /**
   * A whole number.
   *
   * @param least the lowest
   * @param most the highest
   */
  record Whole(long least, long most) implements SettingShape {}

  /**
   * A number.
   *
   * @param least the lowest
   * @param most the highest
   */
  record Decimal(double least, double most) implements SettingShape {}

  /** True or false. */
  record Flag() implements SettingShape {}

  /**
   * A duration, written as a whole number and its unit.
   *
   * @param least the shortest
   * @param most the longest
   */
  record Span(Duration least, Duration most) implements SettingShape {

    /** The shortest as it is written, such as {@code 100ms}. */
    public String writtenLeast() {
      return Durations.format(least);
    }

    /** The longest as it is written, such as {@code 1h}. */
    public String writtenMost() {
      return Durations.format(most);
    }
  }

  /**
   * One of some words.
   *
   * @param words how they are written
   */
  record Choice(List<String> words) implements SettingShape {
    /** Copies the list. */
    public Choice {
      words = List.copyOf(words);
    }
  }

  /**
   * A list.
   *
   * @param element what each of its elements is
   * @param least how many elements at least
   * @param most how many at most
   */
  record ListOf(SettingShape element, int least, int most) implements SettingShape {}

  /**
   * An object whose keys are the user's.
   *
   * @param value what stands at each of them
   */
  record MapOf(SettingShape value) implements SettingShape {}

  /**
   * An object with settings of its own.
   *
   * @param schema which
   */
  record Section(SettingsSchema schema) implements SettingShape {}

  /**
   * A value that may be written in more than one way.
   *
   * @param shapes which
   */
  record OneOf(List<SettingShape> shapes) implements SettingShape {
    /** Copies the list. */
    public OneOf {
      shapes = List.copyOf(shapes);
    }
  }
}
