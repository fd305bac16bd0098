package io.sluice.runtime.cli;

import io.sluice.runtime.client.Document;
import io.sluice.runtime.client.DocumentFile;
import io.sluice.runtime.client.ExitCode;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The commands about the configuration as one document. */
final class ConfigurationCommands {

  private static final String CONFIG = "/config";

  private ConfigurationCommands() {}

  static CommandSpec apply(AdminCommand asking) {
    return file(asking.of(
            "Makes the configuration that of a file: all of it, or nothing.",
            ConfigurationCommands::apply))
        .addOption(Options.dryRun())
        .addOption(
            Options.value(Long.class, "N", "Only if the revision is N so far.", "--if-revision"));
  }

  static CommandSpec diff(AdminCommand asking) {
    return file(
        asking.of(
            "Says in what a file differs from the configuration: 0 in nothing, 1 in something.",
            ConfigurationCommands::diff));
  }

  private static CommandSpec file(CommandSpec spec) {
    return spec.addPositional(
        Options.place(String.class, "0", "FILE", "YAML or JSON; - for standard input."));
  }

  private static ExitCode apply(Session session, ParseResult parsed) {
    Object wanted = document(session, parsed);
    Map<String, String> unchanged =
        parsed.hasMatchedOption("--if-revision")
            ? ServicesCommands.match(parsed)
            : unchanged(session);
    ConfigurationChange change = tried(session, wanted, unchanged);
    boolean dryRun = parsed.hasMatchedOption("--dry-run");
    if (dryRun || change.isEmpty()) {
      change.show();
    } else {
      change.made(session.client().send("PUT", CONFIG, unchanged, wanted));
    }
    return ExitCode.DONE;
  }

  private static ExitCode diff(Session session, ParseResult parsed) {
    Object wanted = document(session, parsed);
    ConfigurationChange change = tried(session, wanted, unchanged(session));
    change.show();
    return change.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static Object document(Session session, ParseResult parsed) {
    return DocumentFile.read(parsed.matchedPositionalValue(0, ""), session.in());
  }

  private static ConfigurationChange tried(
      Session session, Object wanted, Map<String, String> unchanged) {
    Document answer =
        session.client().send("PUT", CONFIG + "?dryRun=true", unchanged, wanted).document();
    return new ConfigurationChange(session.output(), answer.at("difference"));
  }

  /** What lets the gateway refuse a change if somebody else makes one in between. */
  static Map<String, String> unchanged(Session session) {
    String tag = session.client().get(CONFIG).tag();
    return tag.isEmpty() ? Map.of() : Map.of("If-Match", tag);
  }
}
