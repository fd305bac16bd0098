package io.sluice.runtime;

import io.sluice.runtime.access.Scope;
import io.sluice.runtime.access.Token;
import io.sluice.runtime.access.TokenFile;
import io.sluice.runtime.access.TokenHash;
import io.sluice.runtime.access.TokenSecret;
import io.sluice.runtime.config.GatewayConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * The commands that make, list and revoke tokens of the administration. They work on the file in
 * the data directory; a running gateway takes it up within seconds.
 */
final class TokenCommands {

  private static final String LINE = "%-24s  %-5s  %-20s  %s%n";
  private static final Pattern SPAN = Pattern.compile("([1-9][0-9]{0,5})([dhm])");

  private TokenCommands() {}

  static CommandSpec create() {
    CommandSpec group = Commands.group("Makes, lists and revokes tokens of the administration.");
    group.addSubcommand("create", make());
    group.addSubcommand("list", list());
    group.addSubcommand("revoke", revoke());
    return group;
  }

  private static CommandSpec make() {
    CommandSpec spec =
        located(
            Commands.command(
                "Makes a token and prints it, this one time; only its hash is kept.",
                TokenCommands::make));
    spec.addOption(
        option("--name", "NAME", "Whose it is; the author of what is changed with it.")
            .required(true)
            .build());
    spec.addOption(option("--scope", "SCOPE", "read, write or admin.").required(true).build());
    spec.addOption(
        option("--expires", "WHEN", "30d, 12h, 90m, or a time; never unless given.").build());
    return spec.addOption(
        OptionSpec.builder("--hash-only")
            .description("Keeps nothing; also prints the element for admin.tokens.")
            .build());
  }

  private static int make(ParseResult parsed) throws IOException {
    String secret = TokenSecret.next(new SecureRandom());
    Token token;
    try {
      Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
      token =
          Token.named(
              parsed.matchedOptionValue("--name", ""),
              TokenHash.of(secret),
              Scope.parse(parsed.matchedOptionValue("--scope", "")),
              now,
              expires(parsed.matchedOptionValue("--expires", ""), now));
    } catch (IllegalArgumentException e) {
      throw Commands.wrong(parsed, String.valueOf(e.getMessage()));
    }
    if (parsed.hasMatchedOption("--hash-only")) {
      System.out.println(secret);
      System.out.println(declaration(token));
      return 0;
    }
    TokenFile file = file(parsed);
    file.change(tokens -> with(tokens, token, file));
    System.out.println(secret);
    System.err.println(
        "The token " + token.name() + " is kept in " + file.path() + " as a hash; note it now.");
    return 0;
  }

  private static Optional<Instant> expires(String text, Instant now) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Matcher span = SPAN.matcher(text);
    if (span.matches()) {
      long count = Long.parseLong(span.group(1));
      return Optional.of(
          now.plus(
              switch (span.group(2)) {
                case "d" -> Duration.ofDays(count);
                case "h" -> Duration.ofHours(count);
                default -> Duration.ofMinutes(count);
              }));
    }
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "expected 30d, 12h, 90m or a time such as 2027-01-31T00:00:00Z, found " + text, e);
    }
  }

  private static String declaration(Token token) {
    String expires = token.expires().map(end -> ", expires: \"" + end + "\"").orElse("");
    return "- {name: %s, sha256: \"%s\", scope: %s%s}"
        .formatted(token.name(), token.hash(), token.scope().word(), expires);
  }

  private static List<Token> with(List<Token> tokens, Token token, TokenFile file)
      throws IOException {
    if (tokens.stream().anyMatch(one -> one.name().equals(token.name()))) {
      throw new IOException("there is a token " + token.name() + " already in " + file.path());
    }
    List<Token> more = new ArrayList<>(tokens);
    more.add(token);
    return more;
  }

  private static CommandSpec list() {
    return located(
        Commands.command(
            "Lists the tokens of a data directory.",
            parsed -> {
              System.out.printf(LINE, "NAME", "SCOPE", "CREATED", "EXPIRES");
              file(parsed).read().forEach(TokenCommands::print);
              return 0;
            }));
  }

  private static void print(Token token) {
    String ended = token.isGoodAt(Instant.now()) ? "" : " (has expired)";
    System.out.printf(
        LINE,
        token.name(),
        token.scope().word(),
        token.created(),
        token.expires().map(Instant::toString).orElse("never") + ended);
  }

  private static CommandSpec revoke() {
    CommandSpec spec = located(Commands.command("Takes a token back.", TokenCommands::revoke));
    return spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("NAME")
            .type(String.class)
            .arity("1")
            .required(true)
            .index("0")
            .description("The token's name.")
            .build());
  }

  private static int revoke(ParseResult parsed) throws IOException {
    String name = parsed.matchedPositionalValue(0, "");
    TokenFile file = file(parsed);
    file.change(tokens -> without(tokens, name, file));
    System.out.println("The token " + name + " is revoked.");
    return 0;
  }

  private static List<Token> without(List<Token> tokens, String name, TokenFile file)
      throws IOException {
    List<Token> left = tokens.stream().filter(token -> !token.name().equals(name)).toList();
    if (left.size() == tokens.size()) {
      throw new IOException("there is no token " + name + " in " + file.path());
    }
    return left;
  }

  private static CommandSpec located(CommandSpec spec) {
    spec.addOption(
        option("--data", "DIRECTORY", "The data directory; SLUICE_DATA or data.directory if not.")
            .type(Path.class)
            .build());
    return spec.addOption(
        option("--config", "FILE", "The configuration file; conf/sluice.yaml unless given.")
            .type(Path.class)
            .build());
  }

  private static OptionSpec.Builder option(String name, String label, String description) {
    return OptionSpec.builder(name).paramLabel(label).type(String.class).description(description);
  }

  private static TokenFile file(ParseResult parsed) throws IOException {
    if (parsed.hasMatchedOption("--data")) {
      return TokenFile.in(parsed.matchedOptionValue("--data", Path.of("")));
    }
    Path configuration = parsed.matchedOptionValue("--config", Home.configuration());
    return GatewayConfig.dataDirectory(configuration, System.getenv())
        .map(TokenFile::in)
        .orElseThrow(() ->
            Commands.wrong(
                parsed, "there is no data directory: say --data, SLUICE_DATA or --hash-only"));
  }
}
