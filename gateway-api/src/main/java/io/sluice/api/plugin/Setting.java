package io.sluice.api.plugin;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A setting as its plugin declares it: the key, what may stand there, what holds if nothing does,
 * and what it means.
 *
 * <pre>{@code
 * static final Setting<Duration> DECAY =
 *     Setting.duration("decay", ofSeconds(10), ofMillis(100), ofHours(1))
 *         .doc("In which time a latency that no answer confirms falls to 1/e of itself.");
 * }</pre>
 *
 * <p>Declared once, as a constant, named in {@link PluginProvider#settings()} and read by {@link
 * Settings#get}: what is documented, what is checked and what is read are then the same. Every
 * setting has a default unless it is {@link #required()} or {@link #optional()}. Immutable.
 *
 * @param <T> what a plugin reads it as
 */
public final class Setting<T> {

  private final String key;
  private final SettingShape shape;
  private final Presence presence;
  private final String documentation;
  private final Function<Settings, T> reader;

  /** What holds where the key is not there. */
  private sealed interface Presence {

    /** A value, as it would be written. */
    record Default(Object written) implements Presence {}

    /** Something that is no value. */
    record Absent() implements Presence {}

    /** Nothing: it is a fault. */
    record Required() implements Presence {}
  }

  private Setting(
      String key,
      SettingShape shape,
      Presence presence,
      String documentation,
      Function<Settings, T> reader) {
    if (key.isEmpty()) {
      throw new IllegalArgumentException("a setting has a key");
    }
    this.key = key;
    this.shape = shape;
    this.presence = presence;
    this.documentation = documentation;
    this.reader = reader;
  }

  private static <T> Setting<T> of(
      String key, SettingShape shape, Presence presence, Function<Settings, T> reader) {
    return new Setting<>(key, shape, presence, "", reader);
  }

  /** A text; empty if it is not there. */
  public static Setting<String> text(String key) {
    SettingShape any = new SettingShape.Text(0, Integer.MAX_VALUE);
    return of(key, any, new Presence.Absent(), settings -> settings.string(key, ""));
  }

  /** A text. */
  public static Setting<String> text(String key, String otherwise) {
    SettingShape any = new SettingShape.Text(0, Integer.MAX_VALUE);
    Presence presence = new Presence.Default(otherwise);
    return of(key, any, presence, settings -> settings.string(key, otherwise));
  }

  /** A whole number within a range. */
  public static Setting<Integer> integer(String key, int otherwise, int least, int most) {
    return of(
        key,
        new SettingShape.Whole(least, most),
        new Presence.Default(otherwise),
        settings -> Math.toIntExact(settings.integer(key, otherwise, least, most)));
  }

  /** A number within a range. */
  public static Setting<Double> decimal(String key, double otherwise, double least, double most) {
    return of(
        key,
        new SettingShape.Decimal(least, most),
        new Presence.Default(otherwise),
        settings -> settings.decimal(key, otherwise, least, most));
  }

  /** True or false. */
  public static Setting<Boolean> flag(String key, boolean otherwise) {
    return of(
        key,
        new SettingShape.Flag(),
        new Presence.Default(otherwise),
        settings -> settings.flag(key, otherwise));
  }

  /** A duration such as {@code 250ms}, {@code 5s}, {@code 2m} or {@code 1h} within a range. */
  public static Setting<Duration> duration(
      String key, Duration otherwise, Duration least, Duration most) {
    return of(
        key,
        new SettingShape.Span(least, most),
        new Presence.Default(Durations.format(otherwise)),
        settings -> settings.duration(key, otherwise, least, most));
  }

  /** One of an enum's constants, written in lower case with hyphens. */
  public static <E extends Enum<E>> Setting<E> choice(String key, E otherwise) {
    List<String> words =
        Arrays.stream(otherwise.getDeclaringClass().getEnumConstants())
            .map(Settings::word)
            .toList();
    return of(
        key,
        new SettingShape.Choice(words),
        new Presence.Default(Settings.word(otherwise)),
        settings -> settings.choice(key, otherwise));
  }

  /** One of some words. */
  public static Setting<String> choice(String key, String otherwise, List<String> words) {
    List<String> known = List.copyOf(words);
    return of(
        key,
        new SettingShape.Choice(known),
        new Presence.Default(otherwise),
        settings -> settings.choice(key, otherwise, known));
  }

  /** A list of texts. */
  public static Setting<List<String>> texts(String key, List<String> otherwise) {
    List<String> usual = List.copyOf(otherwise);
    SettingShape any = new SettingShape.Text(0, Integer.MAX_VALUE);
    return of(
        key,
        new SettingShape.ListOf(any, 0, Integer.MAX_VALUE),
        new Presence.Default(usual),
        settings -> settings.strings(key, usual));
  }

  /** An object with settings of its own; without any if it is not there. */
  public static Setting<Settings> section(String key, SettingsSchema schema) {
    return of(
        key,
        new SettingShape.Section(schema),
        new Presence.Absent(),
        settings -> settings.section(key));
  }

  /** A list of objects with settings of their own; empty if it is not there. */
  public static Setting<List<Settings>> sections(String key, SettingsSchema schema) {
    return of(
        key,
        new SettingShape.ListOf(new SettingShape.Section(schema), 0, Integer.MAX_VALUE),
        new Presence.Absent(),
        settings -> settings.sections(key));
  }

  /**
   * An object whose keys are the user's and whose values are texts; without any if it is not there.
   * The plugin reads each of its {@link Settings#keys()} with {@link Settings#requiredString}.
   */
  public static Setting<Settings> map(String key) {
    return of(
        key,
        new SettingShape.MapOf(new SettingShape.Text(0, Integer.MAX_VALUE)),
        new Presence.Absent(),
        settings -> settings.section(key));
  }

  /** A value that may be written in more than one way; the plugin finds out in which it is. */
  public static Setting<Object> value(String key, Object otherwise, List<SettingShape> shapes) {
    return of(
        key,
        new SettingShape.OneOf(shapes),
        new Presence.Default(otherwise),
        settings -> settings.value(key).orElse(otherwise));
  }

  /** The same with what it means to users: sentences, which may name other settings by key. */
  public Setting<T> doc(String text) {
    return new Setting<>(key, shape, presence, text, reader);
  }

  /** The same without a default: it is a fault if the key is not there. */
  public Setting<T> required() {
    return new Setting<>(key, shape, new Presence.Required(), documentation, reader);
  }

  /** The same without a default: empty if the key is not there. */
  public Setting<Optional<T>> optional() {
    return new Setting<>(
        key,
        shape,
        new Presence.Absent(),
        documentation,
        settings -> settings.has(key) ? Optional.of(reader.apply(settings)) : Optional.empty());
  }

  /**
   * The same with so many characters if it is a text, or so many elements if it is a list.
   *
   * @throws IllegalStateException if it is neither
   */
  public Setting<T> ofSize(int least, int most) {
    SettingShape sized =
        switch (shape) {
          case SettingShape.Text _ -> new SettingShape.Text(least, most);
          case SettingShape.ListOf(SettingShape element, _, _) ->
              new SettingShape.ListOf(element, least, most);
          case SettingShape.Whole _,
              SettingShape.Decimal _,
              SettingShape.Flag _,
              SettingShape.Span _,
              SettingShape.Choice _,
              SettingShape.MapOf _,
              SettingShape.Section _,
              SettingShape.OneOf _ ->
              throw new IllegalStateException(key + " is neither a text nor a list");
        };
    return new Setting<>(key, sized, presence, documentation, reader);
  }

  /** The key that stands in documents. */
  public String key() {
    return key;
  }

  /** What may stand there. */
  public SettingShape shape() {
    return shape;
  }

  /** What holds if the key is not there, as it would be written; empty if that is no value. */
  public Optional<Object> otherwise() {
    return presence instanceof Presence.Default(Object written)
        ? Optional.of(written)
        : Optional.empty();
  }

  /** Whether the key must be there. */
  public boolean isRequired() {
    return presence instanceof Presence.Required;
  }

  /** What it means; empty if nobody says. */
  public String documentation() {
    return documentation;
  }

  /** Reads it; called by {@link Settings#get}. */
  T read(Settings settings) {
    Optional<Object> written = settings.value(key);
    if (written.isEmpty() && isRequired()) {
      throw settings.fault(key, "is missing");
    }
    T value = reader.apply(settings);
    written.ifPresent(there -> checkSize(settings, there));
    return value;
  }

  private void checkSize(Settings settings, Object written) {
    switch (shape) {
      case SettingShape.Text(int least, int most) when written instanceof String text ->
          check(settings, text.codePointCount(0, text.length()), least, most, "characters");
      case SettingShape.ListOf(_, int least, int most) when written instanceof List<?> list ->
          check(settings, list.size(), least, most, "elements");
      default -> {} // the others have no size
    }
  }

  private void check(Settings settings, int size, int least, int most, String unit) {
    if (size < least || size > most) {
      String range = most == Integer.MAX_VALUE ? least + " or more" : least + " to " + most;
      throw settings.fault(key, "must have " + range + " " + unit + ", not " + size);
    }
  }

  @Override
  public String toString() {
    return key;
  }
}
