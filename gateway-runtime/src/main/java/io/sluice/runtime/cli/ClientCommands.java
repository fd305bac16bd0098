package io.sluice.runtime.cli;

import io.sluice.runtime.client.ExitCode;
import java.io.PrintWriter;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** All commands of this room. */
public final class ClientCommands {

  private static final List<String> SHELLS = List.of("bash", "zsh");

  private ClientCommands() {}

  /** Hangs them below the root. */
  public static void addTo(CommandSpec root, Shell shell) {
    AdminCommand asking = new AdminCommand(shell);
    root.addSubcommand("services", ServicesCommands.create(asking));
    root.addSubcommand("status", StatusCommand.create(asking));
    root.addSubcommand("events", EventsCommand.create(asking));
    root.addSubcommand("apply", ConfigurationCommands.apply(asking));
    root.addSubcommand("diff", ConfigurationCommands.diff(asking));
    root.addSubcommand("history", HistoryCommands.history(asking));
    root.addSubcommand("rollback", HistoryCommands.rollback(asking));
    root.addSubcommand("completion", completion(root));
  }

  private static CommandSpec completion(CommandSpec root) {
    return Verb.of(
            "Prints what completes commands in a shell: source <(sluice completion bash).",
            parsed -> complete(root, parsed).number())
        .addPositional(
            PositionalParamSpec.builder()
                .paramLabel("SHELL")
                .type(String.class)
                .completionCandidates(SHELLS)
                .arity("1")
                .required(true)
                .index("0")
                .description("bash or zsh; the script is the same.")
                .build());
  }

  private static ExitCode complete(CommandSpec root, ParseResult parsed) {
    String shell = parsed.matchedPositionalValue(0, "");
    if (!SHELLS.contains(shell)) {
      throw Verb.wrong(parsed, "expected bash or zsh, not " + shell);
    }
    PrintWriter out = parsed.commandSpec().commandLine().getOut();
    out.print(AutoComplete.bash("sluice", root.commandLine()));
    out.flush();
    return ExitCode.DONE;
  }
}
