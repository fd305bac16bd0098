package io.sluice.runtime.config;

import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsException;
import io.sluice.runtime.access.Token;
import io.sluice.runtime.exchange.AddressRules;
import io.sluice.runtime.exchange.ClientBounds;
import io.sluice.runtime.exchange.Network;
import io.sluice.runtime.exchange.Timeouts;
import io.sluice.runtime.exchange.TrustedProxies;
import io.sluice.runtime.exchange.TunnelTimes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Reads the root of the configuration file, one section after the other. */
final class ConfigReader {

  private static final String STANDARD_OUTPUT = "stdout";
  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofHours(24);

  private static final int MOST_CONNECTIONS = 1_000_000;

  /** A client's connection while it is idle, four times over. */
  private static final long BYTES_PER_CONNECTION = 64 << 10;

  /** The buffers of a request under way and its connections. */
  private static final long BYTES_PER_REQUEST = 48 << 10;

  private static final String SHIPPED_FILE = "defaults.yaml";
  private static final YamlDocument.Read SHIPPED = shipped();

  private final Settings root;
  private final Settings timeouts;
  private final Settings limits;
  private final Map<String, String> environment;

  private ConfigReader(Settings root, Map<String, String> environment) {
    this.root = root;
    this.timeouts = root.section("timeouts");
    this.limits = root.section("limits");
    this.environment = environment;
  }

  static GatewayConfig read(Path file, String text, Map<String, String> environment, Path home) {
    YamlDocument.Read document = YamlDocument.read(file.toString(), text);
    try {
      ConfigReader reader = new ConfigReader(Settings.of(document.values()), environment);
      return reader.gateway(document.source(), file, home);
    } catch (SettingsException e) {
      throw document.source().locate(e);
    }
  }

  /** Only where the data directory is. */
  static Optional<Path> data(Path file, String text, Map<String, String> environment) {
    YamlDocument.Read document = YamlDocument.read(file.toString(), text);
    try {
      return new ConfigReader(Settings.of(document.values()), environment).data(file);
    } catch (SettingsException e) {
      throw document.source().locate(e);
    }
  }

  private GatewayConfig gateway(ConfigSource source, Path file, Path home) {
    TrafficConfig traffic = traffic(file);
    GatewayConfig config =
        new GatewayConfig(
            source,
            traffic,
            admin(traffic.listen(), file),
            metrics(),
            services(),
            addresses(),
            log(),
            accessLog(file),
            plugins(file, home),
            data(file));
    root.rejectUnknownKeys();
    return config;
  }

  private TrafficConfig traffic(Path file) {
    Address inFile = parsed(root, "listen", ":8080", Address::parse);
    return new TrafficConfig(
        variable("LB_ADDR", Address::parse).orElse(inFile),
        duration(timeouts, "request-head", Duration.ofSeconds(10)),
        timeouts.duration("drain", Duration.ofSeconds(10), Duration.ZERO, LONGEST),
        limits(),
        trustedProxies(),
        tls(file));
  }

  private TrustedProxies trustedProxies() {
    try {
      return TrustedProxies.parse(root.strings("trusted-proxies", List.of()));
    } catch (IllegalArgumentException e) {
      throw root.fault("trusted-proxies", String.valueOf(e.getMessage()));
    }
  }

  private AddressRules addresses() {
    Settings endpoints = root.section("endpoints");
    return new AddressRules(networks(endpoints, "allow"), networks(endpoints, "deny"));
  }

  private static List<Network> networks(Settings settings, String key) {
    try {
      return settings.strings(key, List.of()).stream().map(Network::parse).toList();
    } catch (IllegalArgumentException e) {
      throw settings.fault(key, String.valueOf(e.getMessage()));
    }
  }

  private Optional<TlsConfig> tls(Path file) {
    Settings tls = root.section("tls");
    if (tls.keys().isEmpty()) {
      return Optional.empty();
    }
    Path certificate = file.toAbsolutePath().resolveSibling(tls.requiredString("certificate"));
    return Optional.of(
        new TlsConfig(
            certificate, file.toAbsolutePath().resolveSibling(tls.requiredString("key"))));
  }

  private RequestLimits limits() {
    int connections =
        (int) limits.integer("connections", fitting(1, BYTES_PER_CONNECTION), 1, MOST_CONNECTIONS);
    return new RequestLimits(
        (int) limits.integer("line-bytes", 8 << 10, 256, 1 << 20),
        (int) limits.integer("head-bytes", 16 << 10, 512, 1 << 20),
        (int) limits.integer("fields", 100, 10, 10_000),
        connections,
        (int)
            limits.integer(
                "connections-per-peer", Math.max(1, connections / 2), 1, MOST_CONNECTIONS),
        (int) limits.integer("requests-per-connection", 100_000, 1, Integer.MAX_VALUE),
        (int) limits.integer("tunnels", 10_000, 0, MOST_CONNECTIONS));
  }

  private EndpointLimits endpointLimits() {
    return new EndpointLimits(
        (int) limits.integer("endpoint-connections", 10_000, 1, MOST_CONNECTIONS),
        (int) limits.integer("endpoint-idle", 512, 0, MOST_CONNECTIONS),
        (int) limits.integer("endpoint-waiting", 1_000, 0, MOST_CONNECTIONS),
        (int)
            limits.integer(
                "upstream-connections", fitting(2, BYTES_PER_REQUEST), 1, MOST_CONNECTIONS));
  }

  /** How many of that size fit into a part of the heap. */
  private static int fitting(int part, long bytes) {
    return Math.clamp(Runtime.getRuntime().maxMemory() / part / bytes, 64, 20_000);
  }

  private AdminConfig admin(Address listen, Path file) {
    return new AdminReader(root.section("admin"), file)
        .read(
            listen,
            variable("ADMIN_ADDR", Function.identity()),
            variable("ADMIN_TOKEN", Token::admin),
            data(file));
  }

  private Optional<Address> metrics() {
    Settings metrics = root.section("metrics");
    return metrics.has("address")
        ? Optional.of(parsed(metrics, "address", "", Address::parse))
        : Optional.empty();
  }

  private ClientBounds bounds() {
    ClientBounds usual = ClientBounds.DEFAULTS;
    return new ClientBounds(
        limits.integer("body-bytes", usual.bodyBytes(), 0, Long.MAX_VALUE),
        limits.integer("upload-rate", usual.uploadRate(), 0, ClientBounds.MOST_RATE),
        limits.integer("download-rate", usual.downloadRate(), 0, ClientBounds.MOST_RATE));
  }

  private ServicesConfig services() {
    Timeouts endpoints =
        new Timeouts(
            duration(timeouts, "connect", Timeouts.DEFAULTS.connect()),
            duration(timeouts, "response-head", Timeouts.DEFAULTS.responseHead()),
            duration(timeouts, "idle", Timeouts.DEFAULTS.idle()),
            timeouts.duration("request", Timeouts.DEFAULTS.request(), Duration.ZERO, LONGEST),
            new TunnelTimes(
                duration(timeouts, "tunnel-idle", TunnelTimes.DEFAULTS.idle()),
                duration(timeouts, "tunnel-life", TunnelTimes.DEFAULTS.life())));
    Section defaults = defaults();
    ClientBounds bounds = bounds();
    EndpointLimits each = endpointLimits();
    Map<String, Section> declared = new HashMap<>();
    Settings services = Settings.of(section(root, "services").values(), "/services");
    for (String name : services.keys()) {
      declared.put(name, section(services, name));
    }
    Settings routes = root.section("routes");
    return parsed(
        routes,
        "path",
        "/{name}",
        path -> new ServicesConfig(path, endpoints, bounds, each, defaults, declared));
  }

  /** The shipped defaults, each replaced as a whole by what the file says. */
  private Section defaults() {
    Section inFile = section(root, "defaults");
    Map<String, Object> values = new HashMap<>(SHIPPED.values());
    values.putAll(inFile.values());
    return new Section(inFile.pointer(), values);
  }

  private static YamlDocument.Read shipped() {
    try (InputStream text = ConfigReader.class.getResourceAsStream(SHIPPED_FILE)) {
      byte[] bytes = Objects.requireNonNull(text, SHIPPED_FILE).readAllBytes();
      return YamlDocument.read(SHIPPED_FILE, new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private LogConfig log() {
    Settings log = root.section("log");
    return new LogConfig(
        log.choice("level", System.Logger.Level.INFO), log.choice("format", LogConfig.Format.TEXT));
  }

  private Optional<AccessLogConfig> accessLog(Path file) {
    Settings log = root.section("access-log");
    String to = log.string("to", "");
    AccessLogConfig.Format format = log.choice("format", AccessLogConfig.Format.JSON);
    long mostBytes = log.integer("file-bytes", 100L << 20, 1L << 20, 1L << 50);
    int kept = (int) log.integer("kept-files", 5, 0, 1000);
    if (to.isEmpty()) {
      return Optional.empty();
    }
    AccessLogConfig.Target target =
        to.equals(STANDARD_OUTPUT)
            ? new AccessLogConfig.Target.StandardOutput()
            : new AccessLogConfig.Target.File(beside(file, log, "to", to), mostBytes, kept);
    return Optional.of(new AccessLogConfig(target, format));
  }

  /** A path that starts at the configuration file's folder unless it starts at the root. */
  static Path beside(Path file, Settings settings, String key, String path) {
    try {
      return file.toAbsolutePath().resolveSibling(path);
    } catch (InvalidPathException e) {
      throw settings.fault(key, "not a path: " + e.getReason());
    }
  }

  private PluginsConfig plugins(Path file, Path home) {
    Settings plugins = root.section("plugins");
    String folder = plugins.string("directory", "");
    return new PluginsConfig(
        folder.isEmpty() ? home.resolve("plugins") : beside(file, plugins, "directory", folder),
        plugins.flag("watch", true));
  }

  private Optional<Path> data(Path file) {
    Settings data = root.section("data");
    String inFile = data.string("directory", "");
    Optional<Path> beside =
        inFile.isEmpty() ? Optional.empty() : Optional.of(beside(file, data, "directory", inFile));
    return variable("SLUICE_DATA", Path::of).map(Path::toAbsolutePath).or(() -> beside);
  }

  /** What stands below a key, for another reader: its keys are not looked at here. */
  private static Section section(Settings parent, String key) {
    Object value = parent.value(key).orElse(Map.of());
    if (!(value instanceof Map<?, ?> map)) {
      throw parent.fault(key, "expected keys and values");
    }
    Map<String, Object> values = new HashMap<>();
    map.forEach((name, below) -> values.put((String) name, below));
    return new Section(parent.pointerTo(key), values);
  }

  private static Duration duration(Settings settings, String key, Duration otherwise) {
    return settings.duration(key, otherwise, SHORTEST, LONGEST);
  }

  private static <T> T parsed(
      Settings settings, String key, String otherwise, Function<String, T> parser) {
    String text = settings.string(key, otherwise);
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw settings.fault(key, String.valueOf(e.getMessage()));
    }
  }

  /** The value of an environment variable that is set and not empty. */
  private <T> Optional<T> variable(String name, Function<String, T> parser) {
    String text = environment.getOrDefault(name, "");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(parser.apply(text));
    } catch (IllegalArgumentException e) {
      throw new ConfigException("the variable " + name + ": " + e.getMessage());
    }
  }
}
