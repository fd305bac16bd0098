package io.sluice.runtime;

import io.sluice.runtime.cli.ClientCommands;
import io.sluice.runtime.cli.Shell;
import io.sluice.runtime.cli.Verb;
import io.sluice.runtime.client.ClientException;
import io.sluice.runtime.config.ConfigException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The commands there are, with their options and exit codes: 0 if all went well, 1 with one line if
 * something did not, 2 if the command line is wrong; those that ask a gateway have more of them,
 * see {@link io.sluice.runtime.client.ExitCode}.
 */
final class Commands {

  private static final int FAILED = 1;

  private Commands() {}

  static CommandLine create(Shell shell) {
    String version = "sluice " + Version.text();
    CommandSpec root = CommandSpec.create().name("sluice");
    root.mixinStandardHelpOptions(true);
    root.usageMessage()
        .description("An API gateway and load balancer whose every policy is a plugin.");
    root.addSubcommand("run", run());
    root.addSubcommand("check", check());
    root.addSubcommand("demo", demo());
    root.addSubcommand("endpoint", endpoint());
    root.addSubcommand("plugin", PluginCommands.create());
    root.addSubcommand("data", DataCommands.create());
    root.addSubcommand("token", TokenCommands.create());
    root.addSubcommand("version", command("Prints the version.", _ -> print(version)));
    root.addSubcommand(
        "help",
        command("Prints this text.", _ -> print(root.commandLine().getUsageMessage().strip())));
    ClientCommands.addTo(root, shell);
    setVersion(root, version);
    CommandLine commands = new CommandLine(root);
    commands.setExecutionExceptionHandler(Commands::failed);
    return commands;
  }

  private static CommandSpec run() {
    CommandSpec spec =
        command(
            "Runs the gateway until it is told to stop.",
            parsed -> RunCommand.run(parsed.matchedOptionValue("--config", Home.configuration())));
    return spec.addOption(
        OptionSpec.builder("--config")
            .paramLabel("FILE")
            .type(Path.class)
            .description("The configuration file; conf/sluice.yaml unless given.")
            .build());
  }

  private static CommandSpec check() {
    CommandSpec spec =
        command(
            "Says whether a configuration file is right.",
            parsed -> CheckCommand.run(parsed.matchedPositionalValue(0, Home.configuration())));
    return spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("FILE")
            .type(Path.class)
            .arity("0..1")
            .index("0")
            .description("The configuration file; conf/sluice.yaml unless given.")
            .build());
  }

  private static CommandSpec demo() {
    CommandSpec spec =
        command(
            "Starts a gateway and three endpoints to play with.",
            parsed ->
                parsed.hasMatchedOption("--simulate")
                    ? DemoCommand.simulate()
                    : DemoCommand.play());
    return spec.addOption(
        OptionSpec.builder("--simulate")
            .description("Plays balancing, rate limiting and health checking, and ends.")
            .build());
  }

  private static CommandSpec endpoint() {
    CommandSpec spec =
        command(
            "Runs an endpoint that tells what it was sent; /health is well.",
            parsed ->
                DemoCommand.endpoint(
                    parsed.matchedOptionValue("--host", "127.0.0.1"),
                    parsed.matchedPositionalValue(0, 0)));
    spec.addOption(
        OptionSpec.builder("--host")
            .paramLabel("ADDRESS")
            .type(String.class)
            .description("Where it listens; 127.0.0.1 unless given.")
            .build());
    return spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("PORT")
            .type(Integer.class)
            .arity("1")
            .required(true)
            .index("0")
            .description("The port it listens on; 0 for a free one.")
            .build());
  }

  static CommandSpec command(String description, Verb.Action action) {
    return Verb.of(description, action);
  }

  /** A command that only holds others; without one of them it is a wrong command line. */
  static CommandSpec group(String description) {
    return Verb.group(description);
  }

  /** What to throw if the command line is wrong in a way that the parser does not see. */
  static ParameterException wrong(ParseResult parsed, String reason) {
    return Verb.wrong(parsed, reason);
  }

  private static void setVersion(CommandSpec spec, String version) {
    spec.version(version);
    spec.subcommands().values().forEach(command -> setVersion(command.getCommandSpec(), version));
  }

  private static int print(String text) {
    System.out.println(text);
    return CommandLine.ExitCode.OK;
  }

  private static int failed(Exception cause, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    int code = FAILED;
    switch (cause) {
      case ClientException failed -> {
        err.println("sluice: " + failed.getMessage());
        code = failed.code().number();
      }
      case ConfigException wrong -> err.println("sluice: " + wrong.getMessage());
      case NoSuchFileException missing ->
          err.println("sluice: there is no file " + missing.getFile());
      case IOException failed -> err.println("sluice: " + failed.getMessage());
      default -> {
        err.println("sluice: this is a defect: " + cause);
        cause.printStackTrace(err);
      }
    }
    err.flush();
    return code;
  }
}
