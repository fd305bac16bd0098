package io.sluice.runtime.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What somebody may do; each one includes those before it. */
public enum Scope {
  /** Look at everything that the administration shows. */
  READ,
  /** Change what is registered. */
  WRITE,
  /** Also what concerns the gateway itself, such as the plugins it loads. */
  ADMIN;

  /**
   * Reads {@code read}, {@code write} or {@code admin}.
   *
   * @throws IllegalArgumentException if it is none of them
   */
  public static Scope parse(String word) {
    return Arrays.stream(values())
        .filter(scope -> scope.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "a scope is one of "
                    + Arrays.stream(values()).map(Scope::word).collect(Collectors.joining(", "))));
  }

  /** Whether who has this may do what asks for that. */
  public boolean includes(Scope needed) {
    return compareTo(needed) >= 0;
  }

  /** How it is written. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
