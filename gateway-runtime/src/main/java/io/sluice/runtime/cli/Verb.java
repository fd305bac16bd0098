package io.sluice.runtime.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** How a command is put together: by hand, so that nothing is looked up by reflection. */
public final class Verb implements Callable<Integer> {

  /** What a command does; its answer is the exit code. */
  @FunctionalInterface
  public interface Action {

    /** Carries it out. */
    int run(ParseResult parsed) throws Exception;
  }

  private final Action action;
  private CommandSpec spec = CommandSpec.create();

  private Verb(Action action) {
    this.action = action;
  }

  /** A command without options of its own. */
  public static CommandSpec of(String description, Action action) {
    Verb verb = new Verb(action);
    CommandSpec spec = CommandSpec.wrapWithoutInspection(verb);
    verb.spec = spec;
    spec.mixinStandardHelpOptions(true);
    spec.usageMessage().description(description);
    return spec;
  }

  /** A command that only holds others; without one of them it is a wrong command line. */
  public static CommandSpec group(String description) {
    return of(
        description,
        parsed -> {
          throw wrong(parsed, "which one?");
        });
  }

  /** What to throw if the command line is wrong in a way that the parser does not see. */
  public static ParameterException wrong(ParseResult parsed, String reason) {
    return new ParameterException(parsed.commandSpec().commandLine(), reason);
  }

  @Override
  public Integer call() throws Exception {
    return action.run(spec.commandLine().getParseResult());
  }
}
