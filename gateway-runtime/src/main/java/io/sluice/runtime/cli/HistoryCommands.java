package io.sluice.runtime.cli;

import io.sluice.runtime.client.Document;
import io.sluice.runtime.client.ExitCode;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The commands about what the configuration was before. */
final class HistoryCommands {

  private static final String REVISIONS = "/revisions";
  private static final long USUAL = 20;

  private HistoryCommands() {}

  static CommandSpec history(AdminCommand asking) {
    return asking
        .of("Lists the latest changes of the configuration.", HistoryCommands::history)
        .addOption(
            Options.value(
                Long.class, "N", "How many at most; " + USUAL + " unless given.", "--limit"))
        .addOption(Options.value(Long.class, "REVISION", "Only those before it.", "--before"));
  }

  static CommandSpec rollback(AdminCommand asking) {
    return asking
        .of(
            "Makes the configuration what it was as of a revision; that is a new revision.",
            HistoryCommands::rollback)
        .addOption(Options.dryRun())
        .addOption(
            Options.value(Long.class, "N", "Only if the revision is N so far.", "--if-revision"))
        .addPositional(Options.place(Long.class, "0", "REVISION", "The number of the revision."));
  }

  private static ExitCode history(Session session, ParseResult parsed) {
    String before =
        parsed.hasMatchedOption("--before")
            ? "&before=" + parsed.matchedOptionValue("--before", 0L)
            : "";
    String query = "?limit=" + parsed.matchedOptionValue("--limit", USUAL) + before;
    Document answer = session.client().get(REVISIONS + query).document();
    if (session.output().isJson()) {
      session.output().document(answer);
      return ExitCode.DONE;
    }
    Table table = new Table(List.of("REVISION", "AT", "AUTHOR", "WHAT", "SERVICES"));
    for (Document revision : answer.at("revisions").elements()) {
      table.row(
          revision.at("revision").text(),
          revision.at("at").text(),
          revision.at("author").text(),
          revision.at("what").text(),
          revision.at("services").texts());
    }
    session.output().table(table);
    return ExitCode.DONE;
  }

  private static ExitCode rollback(Session session, ParseResult parsed) {
    String path = REVISIONS + "/" + parsed.matchedPositionalValue(0, 0L) + "/rollback";
    Map<String, String> unchanged =
        parsed.hasMatchedOption("--if-revision")
            ? ServicesCommands.match(parsed)
            : ConfigurationCommands.unchanged(session);
    Document tried = session.client().send("POST", path + "?dryRun=true", unchanged).document();
    ConfigurationChange change = new ConfigurationChange(session.output(), tried.at("difference"));
    if (parsed.hasMatchedOption("--dry-run") || change.isEmpty()) {
      change.show();
    } else {
      change.made(session.client().send("POST", path, unchanged));
    }
    return ExitCode.DONE;
  }
}
