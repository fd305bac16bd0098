package io.sluice.runtime;

import io.sluice.runtime.cli.Verb;
import io.sluice.runtime.journal.Inspection;
import io.sluice.runtime.journal.Salvage;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** The commands for a data directory that no gateway uses. */
final class DataCommands {

  private DataCommands() {}

  static CommandSpec create() {
    CommandSpec group = Commands.group("Checks a data directory, repairs one.");
    group.addSubcommand(
        "check",
        of(
            "Says whether a gateway can start from a data directory; 1 if not.",
            parsed -> check(directory(parsed))));
    group.addSubcommand(
        "repair",
        of(
            "Keeps all that can be read of a damaged journal, and says what is lost.",
            parsed -> repair(directory(parsed))));
    return group;
  }

  private static CommandSpec of(String description, Verb.Action action) {
    return Commands.command(description, action)
        .addPositional(
            PositionalParamSpec.builder()
                .paramLabel("DIRECTORY")
                .type(Path.class)
                .arity("1")
                .required(true)
                .index("0")
                .description("The data directory of a gateway that does not run.")
                .build());
  }

  private static Path directory(ParseResult parsed) {
    return parsed.matchedPositionalValue(0, Path.of(""));
  }

  private static int check(Path directory) throws IOException {
    Inspection inspection = Inspection.of(directory);
    System.out.println(directory + ": " + inspection.summary());
    inspection
        .torn()
        .forEach(torn -> System.out.println("torn: " + torn + ": cut off at the next start"));
    inspection.faults().forEach(fault -> System.err.println("sluice: damaged: " + fault));
    return inspection.faults().isEmpty() ? 0 : 1;
  }

  private static int repair(Path directory) throws IOException {
    Inspection inspection = Inspection.of(directory);
    if (inspection.torn().isEmpty() && inspection.faults().isEmpty()) {
      System.out.println(directory + ": right, nothing was changed: " + inspection.summary());
      return 0;
    }
    Salvage salvage = Salvage.repair(directory);
    salvage.former().ifPresent(path -> System.out.println("the damaged file is now " + path));
    System.out.println("kept: " + salvage.summary());
    System.out.println(
        "lost: " + (salvage.lost().isEmpty() ? "nothing" : String.join(", ", salvage.lost())));
    return 0;
  }
}
