package io.sluice.runtime.route;

import io.sluice.api.FieldSyntax;
import io.sluice.runtime.exchange.KnownField;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a route asks of the values that a request has under one name. There may be several values;
 * one that passes will do.
 *
 * <p>Texts are compared as they are. There are no regular expressions, so that no condition costs
 * more than the length of what it looks at.
 *
 * @param name the name of a field, or of a parameter of the query
 * @param test what is asked
 * @param text what values are compared with; empty where only presence counts
 */
public record Condition(String name, Test test, String text) {

  /** What may be asked. */
  public enum Test {
    /** A value is the text. */
    EQUALS,
    /** A value begins with the text. */
    PREFIX,
    /** There is a value, perhaps an empty one. */
    PRESENT,
    /** There is none. */
    ABSENT;

    /** Whether values are compared with a text. */
    boolean compares() {
      return this == EQUALS || this == PREFIX;
    }

    /** How it is called in documents. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final int MOST_NAME = 128;
  private static final int MOST_TEXT = 1024;

  /** Refuses a text where nothing is compared, and an empty prefix, which asks for nothing. */
  public Condition {
    if (name.isEmpty() || name.length() > MOST_NAME) {
      throw new IllegalArgumentException("a name has 1 to " + MOST_NAME + " characters");
    }
    if (text.length() > MOST_TEXT) {
      throw new IllegalArgumentException("a text has at most " + MOST_TEXT + " characters");
    }
    if (!test.compares() && !text.isEmpty()) {
      throw new IllegalArgumentException("\"" + test.word() + "\" compares with no text");
    }
    if (test == Test.PREFIX && text.isEmpty()) {
      throw new IllegalArgumentException("every value begins so; \"present\" asks for any value");
    }
  }

  /** The condition on a field, refused if no request can have such a one when it is led. */
  static Condition checkField(Condition condition) {
    String name = FieldSyntax.checkName(condition.name());
    byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
    KnownField known = KnownField.of(bytes, 0, bytes.length);
    if (known == KnownField.HOST) {
      throw new IllegalArgumentException("the host is asked for by \"hosts\"");
    }
    if (known.connectionOnly()) {
      throw new IllegalArgumentException(
          "the field " + name + " is about one connection and leads nowhere");
    }
    String text = condition.text();
    boolean ascii = text.chars().allMatch(c -> c < 0x7F);
    if (!ascii || !FieldSyntax.isValue(text) || !text.strip().equals(text)) {
      throw new IllegalArgumentException(
          "a field's value is compared with visible ASCII characters, between which blanks may"
              + " stand");
    }
    return condition;
  }

  /** The condition on a parameter, refused if no query can spell its name or text. */
  static Condition checkParameter(Condition condition) {
    var utf8 = StandardCharsets.UTF_8.newEncoder();
    if (!utf8.canEncode(condition.name()) || !utf8.canEncode(condition.text())) {
      throw new IllegalArgumentException("half of a character can't be told in UTF-8");
    }
    return condition;
  }

  /** The same with the name in lower case. */
  Condition lowerCased() {
    return new Condition(name.toLowerCase(Locale.ROOT), test, text);
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put(test.word(), test.compares() ? text : (Object) true);
    return map;
  }

  /** Says what is asked, for people; different conditions say different things. */
  @Override
  public String toString() {
    return test.compares()
        ? quoted(name) + " " + test.word() + " " + quoted(text)
        : quoted(name) + " " + test.word();
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
