package io.sluice.runtime.cli;

import io.sluice.runtime.client.AdminClient;
import io.sluice.runtime.client.ClientException;
import io.sluice.runtime.client.ExitCode;
import io.sluice.runtime.client.Target;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** A command that asks a gateway: where that is, how to be let in, how its answer is shown. */
final class AdminCommand {

  private static final String USUAL = "http://127.0.0.1:8081";

  /** What a command does; its answer is the exit code. */
  @FunctionalInterface
  interface Action {

    /** Carries it out. */
    ExitCode run(Session session, ParseResult parsed);
  }

  private final Shell shell;

  AdminCommand(Shell shell) {
    this.shell = shell;
  }

  /** A command without options but those that all have. */
  CommandSpec of(String description, Action action) {
    CommandSpec spec = Verb.of(description, parsed -> action.run(session(parsed), parsed).number());
    spec.addOption(
        Options.value(
            String.class,
            "URL",
            "Where the administration is; SLUICE_ADMIN, or " + USUAL + ", unless given.",
            "--admin"));
    spec.addOption(
        Options.value(
            Path.class,
            "FILE",
            "A file with the token to show; the variable SLUICE_TOKEN unless given.",
            "--token-file"));
    spec.addOption(
        Options.value(
            Path.class,
            "FILE",
            "Certificates (PEM) of whom to trust; those of the system unless given.",
            "--ca"));
    return spec.addOption(
        OptionSpec.builder("-o", "--output")
            .paramLabel("FORM")
            .type(String.class)
            .completionCandidates(List.of("table", "json"))
            .description("table, for people, or json, for programs.")
            .build());
  }

  private Session session(ParseResult parsed) {
    String form = parsed.matchedOptionValue("--output", "table");
    if (!form.equals("table") && !form.equals("json")) {
      throw Verb.wrong(parsed, "expected table or json, not " + form);
    }
    CommandLine line = parsed.commandSpec().commandLine();
    boolean json = form.equals("json");
    Output output = new Output(line.getOut(), line.getErr(), json, !json && shell.isColoured());
    return new Session(new AdminClient(target(parsed)), output, shell.in());
  }

  private Target target(ParseResult parsed) {
    String fromShell = shell.variable("SLUICE_ADMIN");
    String address = parsed.matchedOptionValue("--admin", fromShell.isEmpty() ? USUAL : fromShell);
    URI uri;
    try {
      uri = Target.address(address);
    } catch (IllegalArgumentException e) {
      throw Verb.wrong(parsed, String.valueOf(e.getMessage()));
    }
    String token =
        file(parsed, "--token-file")
            .map(AdminCommand::firstLine)
            .orElseGet(() -> shell.variable("SLUICE_TOKEN"));
    return new Target(
        uri,
        Optional.of(token).filter(text -> !text.isEmpty()).map(Target.Secret::new),
        file(parsed, "--ca"));
  }

  private static Optional<Path> file(ParseResult parsed, String option) {
    return parsed.hasMatchedOption(option)
        ? Optional.of(parsed.matchedOptionValue(option, Path.of("")))
        : Optional.empty();
  }

  private static String firstLine(Path file) {
    try {
      String token = Files.readString(file).lines().findFirst().orElse("").strip();
      if (token.isEmpty()) {
        throw new ClientException(ExitCode.USAGE, file + ": there is no token in it");
      }
      return token;
    } catch (IOException e) {
      throw new ClientException(ExitCode.USAGE, "the token can't be read from " + file);
    }
  }
}
