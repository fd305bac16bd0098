package io.sluice.api;

/** What may stand in a field line (RFC 9110 sections 5.1, 5.5 and 5.6.2). */
public final class FieldSyntax {

  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

  private FieldSyntax() {}

  /** Whether the character may stand in a token: a field name, a method. */
  public static boolean isTokenChar(int character) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9')
        || TOKEN_MARKS.indexOf(character) >= 0;
  }

  /** Whether the text is a token: not empty, token characters only. */
  public static boolean isToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isTokenChar(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** Whether the text may be a field value: no control but the tab, one byte a character. */
  public static boolean isValue(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\t' && (c < ' ' || c == 0x7F || c > 0xFF)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns the name if it is a token.
   *
   * @throws IllegalArgumentException if it is not
   */
  public static String checkName(String name) {
    if (!isToken(name)) {
      throw new IllegalArgumentException("not a field name: \"" + name + "\"");
    }
    return name;
  }

  /**
   * Returns the value if it may be one.
   *
   * @throws IllegalArgumentException if it may not; the message names the field and not the value,
   *     which may be secret
   */
  public static String checkValue(String name, String value) {
    if (!isValue(value)) {
      throw new IllegalArgumentException("not a value for the field " + name);
    }
    return value;
  }
}
