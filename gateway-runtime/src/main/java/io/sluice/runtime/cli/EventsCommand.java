package io.sluice.runtime.cli;

import io.sluice.runtime.client.ClientException;
import io.sluice.runtime.client.EventReader;
import io.sluice.runtime.client.ExitCode;
import io.sluice.runtime.client.ServerEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * The command that shows what happens. When it follows and the connection is lost, it asks again
 * and goes on behind what it has shown.
 */
final class EventsCommand {

  private static final long USUAL = 50;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final Session session;
  private final String types;
  private String known = "";
  private boolean connected;

  private EventsCommand(Session session, String types) {
    this.session = session;
    this.types = types;
  }

  static CommandSpec create(AdminCommand asking) {
    return asking
        .of("Shows what has happened lately, or as it happens.", EventsCommand::run)
        .addOption(Options.flag("Goes on with what happens from now.", "-f", "--follow"))
        .addOption(
            Options.texts(
                "--type", "TYPE", "Only of this type: endpoint.state, or endpoint for all of it."))
        .addOption(
            Options.value(
                Long.class,
                "N",
                "How many of the latest first; " + USUAL + ", or none with -f, unless given.",
                "-n",
                "--latest"));
  }

  private static ExitCode run(Session session, ParseResult parsed) {
    List<String> wanted = parsed.matchedOptionValue("--type", List.of());
    String types =
        wanted.stream()
            .map(type -> "&type=" + ServicesCommands.encoded(type))
            .collect(Collectors.joining());
    boolean follow = parsed.hasMatchedOption("--follow");
    long latest = parsed.matchedOptionValue("--latest", follow ? 0L : USUAL);
    EventsCommand command = new EventsCommand(session, types);
    return follow ? command.follow(latest) : command.once(latest);
  }

  private ExitCode once(long latest) {
    if (!show("?once=true&latest=" + latest + types)) {
      throw new ClientException(ExitCode.UNREACHABLE, "the connection was lost");
    }
    return ExitCode.DONE;
  }

  private ExitCode follow(long latest) {
    Duration pause = FIRST_PAUSE;
    while (!session.output().isClosed()) {
      boolean again = connected;
      try {
        boolean _ = show("?latest=" + (again ? 0 : latest) + types);
        pause = FIRST_PAUSE;
      } catch (ClientException e) {
        boolean passes = e.code() == ExitCode.UNREACHABLE || e.code() == ExitCode.GATEWAY_FAILED;
        if (!again || !passes) {
          throw e;
        }
        session.output().note(e.getMessage() + "; asking again");
        pause = pause.multipliedBy(2);
        pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
      }
      sleep(pause);
    }
    return ExitCode.DONE;
  }

  /** Shows what comes; false if the connection failed. */
  private boolean show(String query) {
    try (EventReader events = new EventReader(session.client().events(query, known))) {
      connected = true;
      Optional<ServerEvent> event = next(events);
      while (event.isPresent() && !session.output().isClosed()) {
        EventText.show(event.get(), session.output());
        event = next(events);
      }
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private Optional<ServerEvent> next(EventReader events) throws IOException {
    try {
      return events.next();
    } finally {
      known = events.id().isEmpty() ? known : events.id();
    }
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClientException(ExitCode.FAILED, "interrupted");
    }
  }
}
