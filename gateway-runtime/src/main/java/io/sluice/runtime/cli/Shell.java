package io.sluice.runtime.cli;

import java.io.Console;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What a command was called from.
 *
 * @param environment the variables
 * @param in what is read for {@code -}
 * @param terminal whether a person sees at once what is printed; asked when that matters
 */
public record Shell(Map<String, String> environment, InputStream in, BooleanSupplier terminal) {

  /** Copies the map. */
  public Shell {
    environment = Map.copyOf(environment);
  }

  /** What this process was called from. */
  public static Shell system() {
    return new Shell(System.getenv(), System.in, Shell::hasTerminal);
  }

  private static boolean hasTerminal() {
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }

  /** A variable; empty if it is not set. */
  String variable(String name) {
    return environment.getOrDefault(name, "");
  }

  /** Whether colours are wanted (no-color.org). */
  boolean isColoured() {
    return variable("NO_COLOR").isEmpty()
        && !variable("TERM").equals("dumb")
        && terminal.getAsBoolean();
  }
}
