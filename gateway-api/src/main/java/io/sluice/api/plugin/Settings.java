package io.sluice.api.plugin;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A tree of named values from a JSON or YAML document, read key by key with the type, default and
 * range that the reader expects.
 *
 * <p>It remembers which keys were asked for, so that whoever handed it out can refuse the others
 * with {@link #rejectUnknownKeys()}. Every fault is a {@link SettingsException} that names its
 * place. Values are null-free maps, lists, strings, numbers and booleans. A plugin reads it in a
 * static {@code from(Settings)} of a record of its own, best by settings that it declared ({@link
 * Setting}, {@link #get}): these are documented to users, too. Confined to one thread.
 */
public final class Settings {

  private final Map<String, ?> values;
  private final String pointer;
  private final Set<String> known = new LinkedHashSet<>();
  private final List<Settings> children = new ArrayList<>();

  private Settings(Map<String, ?> values, String pointer) {
    this.values = Map.copyOf(values);
    this.pointer = pointer;
  }

  /** A view of the values at the root of a document. */
  public static Settings of(Map<String, ?> values) {
    return of(values, "");
  }

  /**
   * A view of the values at some place in a document.
   *
   * @param pointer the place, as a JSON pointer (RFC 6901): empty for the root, otherwise starting
   *     with a slash
   */
  public static Settings of(Map<String, ?> values, String pointer) {
    return new Settings(values, pointer);
  }

  /** No values. */
  public static Settings none() {
    return of(Map.of());
  }

  /** The place of this view in its document, as a JSON pointer (RFC 6901). */
  public String pointer() {
    return pointer;
  }

  /** The place of a key below this view, whether or not it is there. */
  public String pointerTo(String key) {
    return pointer + "/" + key.replace("~", "~0").replace("/", "~1");
  }

  /**
   * A setting as its plugin declared it: with the type, default and range from there.
   *
   * @throws SettingsException naming the place, if what stands there is not what was declared
   */
  public <T> T get(Setting<T> setting) {
    return setting.read(this);
  }

  /** Whether the key is there; it counts as read. */
  public boolean has(String key) {
    return value(key).isPresent();
  }

  /**
   * The keys that are there, in no order; for maps whose keys are the user's. None of them counts
   * as read.
   */
  public Set<String> keys() {
    return values.keySet();
  }

  /** A text, or the default if it is not there. */
  public String string(String key, String otherwise) {
    return value(key).map(value -> asString(pointerTo(key), value)).orElse(otherwise);
  }

  /** A text that must be there. */
  public String requiredString(String key) {
    return asString(pointerTo(key), required(key));
  }

  /** A whole number within a range, or the default if it is not there. */
  public long integer(String key, long otherwise, long least, long most) {
    return value(key).map(value -> asInteger(key, value, least, most)).orElse(otherwise);
  }

  /** A number within a range, or the default if it is not there. */
  public double decimal(String key, double otherwise, double least, double most) {
    Optional<Object> value = value(key);
    if (value.isEmpty()) {
      return otherwise;
    }
    if (!(value.get() instanceof Number number)) {
      throw fault(key, "expected a number, found " + describe(value.get()));
    }
    double decimal = number.doubleValue();
    if (!(decimal >= least && decimal <= most)) {
      throw fault(key, "must be " + least + " to " + most + ", not " + number);
    }
    return decimal;
  }

  /** True or false, or the default if it is not there. */
  public boolean flag(String key, boolean otherwise) {
    Optional<Object> value = value(key);
    if (value.isPresent() && !(value.get() instanceof Boolean)) {
      throw fault(key, "expected true or false, found " + describe(value.get()));
    }
    return value.map(Boolean.class::cast).orElse(otherwise);
  }

  /**
   * A duration such as {@code 250ms}, {@code 5s}, {@code 2m} or {@code 1h} within a range, or the
   * default if it is not there.
   */
  public Duration duration(String key, Duration otherwise, Duration least, Duration most) {
    Optional<Object> value = value(key);
    if (value.isEmpty()) {
      return otherwise;
    }
    Duration duration =
        Durations.parse(value.get().toString())
            .orElseThrow(() ->
                fault(
                    key,
                    "expected a duration such as 250ms, 5s or 2m, found " + describe(value.get())));
    if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
      throw fault(
          key,
          "must be "
              + Durations.format(least)
              + " to "
              + Durations.format(most)
              + ", not "
              + value.get());
    }
    return duration;
  }

  /**
   * One of an enum's constants, written in lower case with hyphens, or the default if it is not
   * there.
   */
  public <E extends Enum<E>> E choice(String key, E otherwise) {
    List<E> constants = List.of(otherwise.getDeclaringClass().getEnumConstants());
    List<String> words = constants.stream().map(Settings::word).toList();
    return constants.get(words.indexOf(choice(key, word(otherwise), words)));
  }

  /** One of some words, or the default if it is not there. */
  public String choice(String key, String otherwise, List<String> words) {
    Object value = value(key).orElse(otherwise);
    if (value instanceof String word && words.contains(word)) {
      return word;
    }
    throw fault(key, "must be one of " + String.join(", ", words) + "; found " + describe(value));
  }

  /** How a constant is written in documents. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A list of texts, or the default if it is not there. */
  public List<String> strings(String key, List<String> otherwise) {
    if (!has(key)) {
      return otherwise;
    }
    List<String> strings = new ArrayList<>();
    for (Object element : list(key)) {
      strings.add(asString(pointerTo(key) + "/" + strings.size(), element));
    }
    return List.copyOf(strings);
  }

  /** The values below a key; empty ones if it is not there. */
  public Settings section(String key) {
    Optional<Object> value = value(key);
    return child(value.isPresent() ? asMap(pointerTo(key), value.get()) : Map.of(), pointerTo(key));
  }

  /** A list of sections; empty if it is not there. */
  public List<Settings> sections(String key) {
    List<Settings> sections = new ArrayList<>();
    if (has(key)) {
      for (Object element : list(key)) {
        String place = pointerTo(key) + "/" + sections.size();
        sections.add(child(asMap(place, element), place));
      }
    }
    return List.copyOf(sections);
  }

  /** A value of any type, for those that may be written in more than one way. */
  public Optional<Object> value(String key) {
    known.add(key);
    return Optional.ofNullable(values.get(key));
  }

  /** The keys that were asked for so far, whether or not they are there, sorted. */
  public Set<String> asked() {
    return new TreeSet<>(known);
  }

  /**
   * Refuses the first key, in this view or in one below it, that nobody asked for.
   *
   * @throws SettingsException naming the key, the nearest known one if there is one near, else all
   *     known ones
   */
  public void rejectUnknownKeys() {
    for (String key : values.keySet().stream().sorted().toList()) {
      if (!known.contains(key)) {
        throw new SettingsException(pointerTo(key), unknown(key, known));
      }
    }
    children.forEach(Settings::rejectUnknownKeys);
  }

  /** A fault at a key, for a reader that finds one that no type or range shows. */
  public SettingsException fault(String key, String problem) {
    return new SettingsException(pointerTo(key), problem);
  }

  /** What to say of an unknown name among known ones. */
  public static String unknown(String name, Collection<String> known) {
    String hint =
        NearestKey.of(name, known)
            .map(near -> "; did you mean \"" + near + "\"?")
            .orElseGet(() ->
                known.isEmpty()
                    ? "; there are none"
                    : "; known are " + String.join(", ", known.stream().sorted().toList()));
    return "unknown: \"" + name + "\"" + hint;
  }

  private Settings child(Map<String, ?> below, String place) {
    Settings child = new Settings(below, place);
    children.add(child);
    return child;
  }

  private Object required(String key) {
    return value(key).orElseThrow(() -> fault(key, "is missing"));
  }

  private List<?> list(String key) {
    Object value = required(key);
    if (!(value instanceof List<?> list)) {
      throw fault(key, "expected a list, found " + describe(value));
    }
    return list;
  }

  private long asInteger(String key, Object value, long least, long most) {
    if (!isFinite(value)) {
      throw fault(key, "expected a whole number, found " + describe(value));
    }
    BigDecimal number = new BigDecimal(value.toString());
    if (number.stripTrailingZeros().scale() > 0) {
      throw fault(key, "expected a whole number, found " + describe(value));
    }
    if (number.compareTo(BigDecimal.valueOf(least)) < 0
        || number.compareTo(BigDecimal.valueOf(most)) > 0) {
      throw fault(key, "must be " + least + " to " + most + ", not " + value);
    }
    return number.longValueExact();
  }

  private static boolean isFinite(Object value) {
    return switch (value) {
      case Double number -> Double.isFinite(number);
      case Float number -> Float.isFinite(number);
      case Number _ -> true;
      default -> false;
    };
  }

  private static String asString(String place, Object value) {
    if (!(value instanceof String text)) {
      throw new SettingsException(place, "expected a text, found " + describe(value));
    }
    return text;
  }

  @SuppressWarnings("unchecked") // every map in a document has text keys
  private static Map<String, ?> asMap(String place, Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new SettingsException(place, "expected an object, found " + describe(value));
    }
    return (Map<String, ?>) map;
  }

  private static String describe(Object value) {
    return switch (value) {
      case String text -> "the text \"" + text + "\"";
      case Map<?, ?> _ -> "an object";
      case List<?> _ -> "a list";
      default -> value.toString();
    };
  }
}
