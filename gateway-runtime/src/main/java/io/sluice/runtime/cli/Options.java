package io.sluice.runtime.cli;

import java.util.List;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What may stand on a command line, by its kind. */
final class Options {

  private Options() {}

  /** An option with a value of that type. */
  static OptionSpec value(Class<?> type, String label, String description, String... names) {
    return OptionSpec.builder(names).paramLabel(label).type(type).description(description).build();
  }

  /** An option with a text that may be given several times. */
  static OptionSpec texts(String name, String label, String description) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity("1")
        .description(description)
        .build();
  }

  /** An option that is there or not. */
  static OptionSpec flag(String description, String... names) {
    return OptionSpec.builder(names).description(description).build();
  }

  /** A value that must stand at that place. */
  static PositionalParamSpec place(Class<?> type, String index, String label, String description) {
    return PositionalParamSpec.builder()
        .paramLabel(label)
        .type(type)
        .arity("1")
        .required(true)
        .index(index)
        .description(description)
        .build();
  }

  /** Whether to say what would be done, and not to do it. */
  static OptionSpec dryRun() {
    return flag("Only says what it would do.", "--dry-run");
  }
}
