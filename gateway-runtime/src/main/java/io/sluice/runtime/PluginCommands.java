package io.sluice.runtime;

import io.sluice.runtime.authoring.PluginProject;
import io.sluice.runtime.authoring.Verification;
import io.sluice.runtime.config.GatewayConfig;
import io.sluice.runtime.config.SettingsText;
import io.sluice.runtime.layer.BuiltInPlugins;
import io.sluice.runtime.layer.PluginFolder;
import io.sluice.runtime.layer.PluginLayer;
import io.sluice.runtime.layer.PluginLayers;
import io.sluice.runtime.layer.PluginRefusedException;
import io.sluice.runtime.plugin.InstalledPlugin;
import io.sluice.runtime.plugin.PluginCatalog;
import io.sluice.runtime.plugin.PluginKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/** The commands for those who use and write plugins; none of them needs a running gateway. */
final class PluginCommands {

  private static final String LINE = "%-8s  %-22s  %-10s  %-40s  %s%n";

  private PluginCommands() {}

  static CommandSpec create() {
    CommandSpec group = Commands.group("Lists plugins, begins one, verifies one.");
    group.addSubcommand("list", list());
    group.addSubcommand("new", begin());
    group.addSubcommand("verify", verify());
    return group;
  }

  private static CommandSpec list() {
    return Commands.command(
            "Lists the plugins of the image and of the plugin folder; 1 if one is not used.",
            parsed -> list(parsed.matchedOptionValue("--config", Home.configuration())))
        .addOption(
            OptionSpec.builder("--config")
                .paramLabel("FILE")
                .type(Path.class)
                .description("The configuration file; conf/sluice.yaml unless given.")
                .build());
  }

  private static int list(Path configuration) throws IOException {
    GatewayConfig config = GatewayConfig.load(configuration, System.getenv(), Home.folder());
    PluginCatalog catalog = new PluginCatalog(BuiltInPlugins.find());
    List<String> faults = new ArrayList<>();
    try (PluginLayers layers = new PluginLayers()) {
      PluginFolder.Listing listing = new PluginFolder(config.plugins().directory()).list();
      listing.unreadable().forEach((path, reason) -> faults.add(path + ": " + reason));
      for (Path path : listing.hashes().keySet()) {
        try {
          PluginLayer layer = layers.load(path);
          catalog = catalog.with(layer.plugins());
          layer.faults().forEach(fault -> faults.add(path + ": " + fault));
          catalog.duplicates(layer.origin()).forEach(fault -> faults.add(path + ": " + fault));
        } catch (PluginRefusedException e) {
          faults.add(path + ": " + e.getMessage());
        }
      }
    }
    System.out.printf(LINE, "KIND", "NAME", "VERSION", "MODULE", "ORIGIN");
    catalog.plugins().forEach(PluginCommands::print);
    faults.forEach(fault -> System.err.println("sluice: not used: " + fault));
    return faults.isEmpty() ? 0 : 1;
  }

  private static void print(InstalledPlugin plugin) {
    System.out.printf(
        LINE,
        plugin.kind().word(),
        plugin.name(),
        plugin.version(),
        plugin.module(),
        plugin.origin());
  }

  private static CommandSpec begin() {
    CommandSpec spec =
        Commands.command("Writes the Maven project of a plugin that works.", PluginCommands::begin);
    spec.addOption(
        OptionSpec.builder("--kind")
            .paramLabel("KIND")
            .type(PluginKind.class)
            .converters(PluginCommands::kind)
            .required(true)
            .description("balancer, limiter, probe or filter.")
            .build());
    spec.addOption(
        OptionSpec.builder("--dir")
            .paramLabel("FOLDER")
            .type(Path.class)
            .description("Where it goes; a folder of the plugin's name unless given.")
            .build());
    return spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("NAME")
            .type(String.class)
            .arity("1")
            .required(true)
            .index("0")
            .description("The plugin's name: lower-case words with hyphens.")
            .build());
  }

  private static int begin(ParseResult parsed) throws IOException {
    String name = parsed.matchedPositionalValue(0, "");
    PluginKind kind = parsed.matchedOptionValue("--kind", PluginKind.FILTER);
    Path folder = parsed.matchedOptionValue("--dir", Path.of(name));
    Path home = Home.folder().toAbsolutePath().normalize();
    PluginProject project;
    try {
      project = new PluginProject(kind, name, home, Version.text());
    } catch (IllegalArgumentException e) {
      throw Commands.wrong(parsed, String.valueOf(e.getMessage()));
    }
    project.write(folder).forEach(file -> System.out.println(folder.resolve(file)));
    return 0;
  }

  private static CommandSpec verify() {
    CommandSpec spec =
        Commands.command(
            "Says whether a jar or folder is a plugin and keeps the laws of its kind.",
            PluginCommands::verify);
    spec.addOption(
        OptionSpec.builder("--settings")
            .paramLabel("SETTINGS")
            .type(String.class)
            .description("Settings with which it works, as JSON; none unless given.")
            .build());
    spec.addOption(
        OptionSpec.builder("--skip")
            .paramLabel("LAW")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity("1")
            .description("A law that says nothing about it; may be given several times.")
            .build());
    return spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("JAR")
            .type(Path.class)
            .arity("1")
            .required(true)
            .index("0")
            .description("The jar, or the folder with the jar and its own dependencies.")
            .build());
  }

  private static int verify(ParseResult parsed) throws IOException {
    List<String> skipped = parsed.matchedOptionValue("--skip", List.of());
    Verification verification =
        new Verification(
            Home.folder().resolve("lib").resolve("laws"),
            SettingsText.read("--settings", parsed.matchedOptionValue("--settings", "{}")),
            Set.copyOf(skipped),
            new PrintWriter(System.out, true, StandardCharsets.UTF_8));
    return verification.of(parsed.matchedPositionalValue(0, Path.of(""))) == 0 ? 0 : 1;
  }

  /** The kind that a word on the command line names. */
  private static PluginKind kind(String word) {
    return Arrays.stream(PluginKind.values())
        .filter(one -> one.word().equals(word.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() ->
            new TypeConversionException(
                "expected balancer, limiter, probe or filter, not " + word));
  }
}
