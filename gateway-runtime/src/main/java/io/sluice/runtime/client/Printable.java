package io.sluice.runtime.client;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Texts that a gateway sent, made safe to be shown: they may come from whoever registered a service
 * or runs an endpoint, and a terminal obeys some characters.
 */
public final class Printable {

  /** Control characters, line separators, and what changes the direction of writing. */
  static final Pattern STEERING =
      Pattern.compile(
          "[\\p{Cntrl}\\x80-\\x9f\\u00ad\\u061c\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff"
              + "\\ufff9-\\ufffb]");

  private Printable() {}

  /** The text in one line, with escapes in the place of what would steer a terminal. */
  public static String of(@Nullable Object value) {
    return STEERING
        .matcher(String.valueOf(value))
        .replaceAll(match -> "\\\\u%04x".formatted((int) match.group().charAt(0)));
  }
}
