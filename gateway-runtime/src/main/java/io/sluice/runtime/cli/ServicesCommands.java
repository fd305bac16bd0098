package io.sluice.runtime.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.runtime.client.Answer;
import io.sluice.runtime.client.ClientException;
import io.sluice.runtime.client.Document;
import io.sluice.runtime.client.DocumentFile;
import io.sluice.runtime.client.ExitCode;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** The commands about services. */
final class ServicesCommands {

  /** What ends with a port is an address; anything else is a file. */
  private static final Pattern ADDRESS =
      Pattern.compile("(https?://)?(\\[[0-9A-Fa-f:.]+]|[^\\s/:]+):[0-9]{1,5}");

  private static final String SERVICES = "/services";

  private ServicesCommands() {}

  static CommandSpec create(AdminCommand asking) {
    CommandSpec group = Verb.group("Lists, shows and changes services.");
    group.addSubcommand("list", list(asking));
    group.addSubcommand(
        "show", named(asking.of("Shows a service and its endpoints.", ServicesCommands::show)));
    group.addSubcommand("set", set(asking));
    group.addSubcommand(
        "remove", guarded(named(asking.of("Takes a service out.", ServicesCommands::remove))));
    group.addSubcommand("drain", drain(asking, "drain", "Sends no new requests to endpoints."));
    group.addSubcommand("undrain", drain(asking, "undrain", "Sends requests to them again."));
    return group;
  }

  private static CommandSpec list(AdminCommand asking) {
    return asking
        .of("Lists services and how their endpoints are.", ServicesCommands::list)
        .addOption(
            Options.value(
                String.class, "PART", "Only with this in the name, or all of it with *.", "--name"))
        .addOption(Options.texts("--tag", "TAG", "Only with this tag; several: with all."));
  }

  private static CommandSpec set(AdminCommand asking) {
    return guarded(named(asking.of("Registers a service, or replaces it.", ServicesCommands::set)))
        .addOption(Options.dryRun())
        .addPositional(
            PositionalParamSpec.builder()
                .paramLabel("FILE|ADDRESS")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1..*")
                .required(true)
                .index("1..*")
                .description(
                    "Its document in a file (- for standard input), as YAML or JSON; or the"
                        + " addresses of its endpoints, which leave all else as it is.")
                .build());
  }

  private static CommandSpec drain(AdminCommand asking, String verb, String description) {
    return named(asking.of(description, (session, parsed) -> drain(session, parsed, verb)))
        .addPositional(
            PositionalParamSpec.builder()
                .paramLabel("ADDRESS")
                .type(String.class)
                .arity("0..1")
                .index("1")
                .description("One endpoint; all of the service unless given.")
                .build());
  }

  private static CommandSpec named(CommandSpec spec) {
    return spec.addPositional(Options.place(String.class, "0", "NAME", "The service's name."));
  }

  private static CommandSpec guarded(CommandSpec spec) {
    return spec.addOption(
        Options.value(Long.class, "N", "Only if the service's revision is N.", "--if-revision"));
  }

  private static ExitCode list(Session session, ParseResult parsed) {
    List<String> query = new ArrayList<>();
    String name = parsed.matchedOptionValue("--name", "");
    List<String> tags = parsed.matchedOptionValue("--tag", List.of());
    if (!name.isEmpty()) {
      query.add("name=" + encoded(name));
    }
    tags.forEach(tag -> query.add("tag=" + encoded(tag)));
    String parameters = query.isEmpty() ? "" : "?" + String.join("&", query);
    Document services = session.client().get(SERVICES + parameters).document();
    if (session.output().isJson()) {
      session.output().document(services);
    } else {
      session.output().table(ServiceText.table(services.at("services").elements()));
    }
    return ExitCode.DONE;
  }

  private static ExitCode show(Session session, ParseResult parsed) {
    Document service = session.client().get(path(parsed)).document();
    if (session.output().isJson()) {
      session.output().document(service);
    } else {
      ServiceText.show(service, session.output());
    }
    return ExitCode.DONE;
  }

  private static ExitCode set(Session session, ParseResult parsed) {
    List<String> what = parsed.matchedPositionalValue(1, List.of());
    boolean addresses = what.stream().allMatch(one -> ADDRESS.matcher(one).matches());
    if (!addresses && what.size() > 1) {
      throw Verb.wrong(parsed, "expected one file, or addresses that end with a port");
    }
    Object document = addresses ? what : DocumentFile.read(what.getFirst(), session.in());
    boolean dryRun = parsed.hasMatchedOption("--dry-run");
    String path = path(parsed) + (dryRun ? "?dryRun=true" : "");
    Answer answer = session.client().send("PUT", path, match(parsed), document);
    if (session.output().isJson()) {
      session.output().document(answer.document());
    } else if (dryRun) {
      DifferenceText.show(answer.document().at("difference"), session.output());
    } else {
      String done = answer.status() == 201 ? " is registered" : " is set";
      String revision = answer.revision().isEmpty() ? "" : ", revision " + answer.revision();
      session.output().line(parsed.matchedPositionalValue(0, "") + done + revision);
    }
    return ExitCode.DONE;
  }

  private static ExitCode remove(Session session, ParseResult parsed) {
    session.client().send("DELETE", path(parsed), match(parsed));
    if (!session.output().isJson()) {
      session.output().line(parsed.matchedPositionalValue(0, "") + " is removed");
    }
    return ExitCode.DONE;
  }

  private static ExitCode drain(Session session, ParseResult parsed, String verb) {
    String one = parsed.matchedPositionalValue(1, "");
    List<String> endpoints = one.isEmpty() ? endpoints(session, parsed) : List.of(one);
    if (endpoints.isEmpty()) {
      throw new ClientException(ExitCode.NOT_FOUND, "the service has no endpoints");
    }
    for (String endpoint : endpoints) {
      String address = encoded(endpoint.replaceFirst("^https?://", "")).replace("%3A", ":");
      String path = path(parsed) + "/endpoints/" + address + "/" + verb;
      Answer answer = session.client().send("POST", path, Map.of());
      if (session.output().isJson()) {
        session.output().document(answer.document());
      } else {
        session.output().line(Document.of(endpoint).text() + " is " + verb + "ed");
      }
    }
    return ExitCode.DONE;
  }

  private static List<String> endpoints(Session session, ParseResult parsed) {
    return ServiceText.endpoints(session.client().get(path(parsed)).document()).stream()
        .map(endpoint -> String.valueOf(endpoint.at("address").value()))
        .toList();
  }

  private static String path(ParseResult parsed) {
    return SERVICES + "/" + encoded(parsed.matchedPositionalValue(0, ""));
  }

  /** What the change is bound to, if {@code --if-revision} says so. */
  static Map<String, String> match(ParseResult parsed) {
    return parsed.hasMatchedOption("--if-revision")
        ? Map.of("If-Match", "\"" + parsed.matchedOptionValue("--if-revision", 0L) + "\"")
        : Map.of();
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
