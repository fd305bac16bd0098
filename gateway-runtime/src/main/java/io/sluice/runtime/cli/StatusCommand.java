package io.sluice.runtime.cli;

import io.sluice.runtime.client.Document;
import io.sluice.runtime.client.ExitCode;
import io.sluice.runtime.client.Printable;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** The command that says how the gateway is. */
final class StatusCommand {

  private StatusCommand() {}

  static CommandSpec create(AdminCommand asking) {
    return asking.of("Says how the gateway is.", (session, _) -> show(session));
  }

  private static ExitCode show(Session session) {
    Document status = session.client().get("/status").document();
    if (session.output().isJson()) {
      session.output().document(status);
    } else {
      Table table = new Table();
      status.members().forEach((key, value) -> table.row(Printable.of(key), text(value)));
      session.output().table(table);
    }
    return ExitCode.DONE;
  }

  /** Values side by side, those of a map behind their names. */
  private static String text(Object value) {
    return switch (value) {
      case Map<?, ?> map ->
          String.join(
              ", ",
              map.entrySet().stream()
                  .map(entry -> Printable.of(entry.getKey()) + " " + text(entry.getValue()))
                  .toList());
      case List<?> list ->
          list.isEmpty()
              ? "none"
              : String.join(", ", list.stream().map(StatusCommand::text).toList());
      default -> Printable.of(value);
    };
  }
}
