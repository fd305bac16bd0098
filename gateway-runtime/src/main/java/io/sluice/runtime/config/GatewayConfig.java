package io.sluice.runtime.config;

import io.sluice.runtime.exchange.AddressRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that is configured when the gateway starts. Immutable.
 *
 * @param source where in the file things stand, for faults found later
 * @param traffic how clients are listened to
 * @param admin how administrators reach the gateway
 * @param metrics where {@code /metrics} can be read without a token, if anywhere
 * @param services what holds for services, and those declared
 * @param addresses in which networks endpoints may be
 * @param log what is logged
 * @param accessLog how requests are written down, if they are
 * @param plugins where plugins are dropped
 * @param data where changes are kept, if they are
 */
public record GatewayConfig(
    ConfigSource source,
    TrafficConfig traffic,
    AdminConfig admin,
    Optional<Address> metrics,
    ServicesConfig services,
    AddressRules addresses,
    LogConfig log,
    Optional<AccessLogConfig> accessLog,
    PluginsConfig plugins,
    Optional<Path> data) {

  /**
   * Reads the file and the variables {@code LB_ADDR}, {@code ADMIN_ADDR}, {@code ADMIN_TOKEN} and
   * {@code SLUICE_DATA}, which go before the file.
   *
   * @param home the folder of the distribution; its {@code plugins} are used unless the file names
   *     others
   * @throws ConfigException if the configuration is wrong
   * @throws IOException if the file can not be read
   */
  public static GatewayConfig load(Path file, Map<String, String> environment, Path home)
      throws IOException {
    return ConfigReader.read(file, Files.readString(file), environment, home);
  }

  /**
   * Where the gateway of a configuration file keeps what must outlive it, if anywhere; nothing else
   * of the file need be right.
   *
   * @throws ConfigException if the file is no configuration
   * @throws IOException if it can not be read
   */
  public static Optional<Path> dataDirectory(Path file, Map<String, String> environment)
      throws IOException {
    return ConfigReader.data(file, Files.readString(file), environment);
  }

  /** The ports that the gateway is to listen on, as far as they are named. */
  public Set<Integer> ports() {
    return Stream.concat(Stream.of(traffic.listen(), admin.address()), metrics.stream())
        .map(Address::port)
        .filter(port -> port != 0)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The configuration of a file's text, which need not be on any disk. */
  public static GatewayConfig parse(String text, Map<String, String> environment) {
    return parse(text, environment, Path.of(""));
  }

  /** The same, for a distribution in that folder. */
  public static GatewayConfig parse(String text, Map<String, String> environment, Path home) {
    return ConfigReader.read(Path.of("sluice.yaml"), text, environment, home);
  }
}
