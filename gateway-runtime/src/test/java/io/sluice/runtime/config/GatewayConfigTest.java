package io.sluice.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.plugin.SettingsException;
import io.sluice.runtime.access.Scope;
import io.sluice.runtime.access.Token;
import io.sluice.runtime.access.TokenFile;
import io.sluice.runtime.access.TokenHash;
import io.sluice.runtime.exchange.ClientBounds;
import io.sluice.runtime.exchange.TrustedProxies;
import io.sluice.runtime.exchange.TunnelTimes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GatewayConfigTest {

  @Test
  void anEmptyFileGivesTheDefaults() {
    GatewayConfig config = parse("# nothing\n");
    assertEquals(":8080", ":" + config.traffic().listen().port());
    assertEquals(new Address("127.0.0.1", 8081), config.admin().address());
    assertFalse(config.admin().onTraffic());
    assertEquals("/{name}", config.services().path());
    assertEquals(Duration.ofSeconds(30), config.services().timeouts().responseHead());
    assertEquals(Optional.empty(), config.metrics());
    assertEquals(Optional.empty(), config.traffic().tls());
    assertEquals(Optional.empty(), config.accessLog());
    assertEquals(Optional.empty(), config.data());
    assertEquals(Set.of(), config.services().declared().keySet());
  }

  @Test
  void everyKeyIsRead() {
    GatewayConfig config =
        parse(
            """
            listen: 127.0.0.1:9000
            admin: {address: "127.0.0.1:9001", token: secret, unauthenticated: true, hosts: [gw],
                    lenient-content-type: true}
            metrics: {address: "127.0.0.1:9002"}
            routes: {path: "/route/{name}"}
            defaults: {limiter: {name: none}}
            timeouts: {connect: 1s, response-head: 2s, idle: 3s, request-head: 4s, drain: 5s,
                       tunnel-idle: 6s, tunnel-life: 7s, request: 8s}
            limits: {line-bytes: 1000, head-bytes: 2000, fields: 30, body-bytes: 4, connections: 5,
                     tunnels: 6, upload-rate: 7, download-rate: 8,
                     connections-per-peer: 9, requests-per-connection: 10,
                     endpoint-connections: 11, endpoint-idle: 12, endpoint-waiting: 13,
                     upstream-connections: 14}
            trusted-proxies: [10.0.0.0/8]
            tls: {certificate: tls/chain.pem, key: /keys/key.pem}
            log: {level: debug, format: json}
            access-log: {to: logs/a.log, format: combined, file-bytes: 1048576, kept-files: 2}
            plugins: {directory: extra, watch: false}
            data: {directory: kept}
            services: {books: {endpoints: ["127.0.0.1:1"]}}
            """);
    assertEquals(new RequestLimits(1000, 2000, 30, 5, 9, 10, 6), config.traffic().limits());
    assertEquals(new EndpointLimits(11, 12, 13, 14), config.services().endpoints());
    assertEquals(new ClientBounds(4, 7, 8), config.services().bounds());
    assertEquals(Duration.ofSeconds(8), config.services().timeouts().request());
    assertEquals(TrustedProxies.parse(List.of("10.0.0.0/8")), config.traffic().trustedProxies());
    assertEquals(Duration.ofSeconds(5), config.traffic().drain());
    assertEquals(Duration.ofSeconds(3), config.services().timeouts().idle());
    assertEquals(
        new TunnelTimes(Duration.ofSeconds(6), Duration.ofSeconds(7)),
        config.services().timeouts().tunnel());
    assertEquals(System.Logger.Level.DEBUG, config.log().level());
    assertEquals(
        new AccessLogConfig(
            new AccessLogConfig.Target.File(Path.of("logs/a.log").toAbsolutePath(), 1 << 20, 2),
            AccessLogConfig.Format.COMBINED),
        config.accessLog().orElseThrow());
    assertTrue(config.plugins().directory().endsWith("extra"));
    assertFalse(config.plugins().watch());
    assertEquals(Optional.of(Path.of("kept").toAbsolutePath()), config.data());
    assertTrue(parse("listen: ':0'").plugins().watch());
    TlsConfig tls = config.traffic().tls().orElseThrow();
    assertEquals(config.plugins().directory().resolveSibling("tls/chain.pem"), tls.certificate());
    assertEquals(Path.of("/keys/key.pem"), tls.key());
    assertEquals(List.of(Token.admin("secret")), config.admin().access().tokens());
    Section books = config.services().declared().getOrDefault("books", new Section("", Map.of()));
    assertEquals("/services/books", books.pointer());
    assertEquals(List.of("127.0.0.1:1"), books.settings().strings("endpoints", List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "listen: nowhere | :1: expected :PORT, ADDRESS:PORT or [IPV6]:PORT | at /listen",
        "admin:\\n  adress: ':1' | :2: unknown: \"adress\"; did you mean \"address\"? "
            + "| at /admin/adress",
        "log: {}\\nlog: {} | :2: the key stands twice | at /log",
        "a: &x 1\\nb: *x | :1: anchors and aliases are not taken | at /a",
        "limits:\\n  fields: 5.5 | :2: expected a whole number | at /limits/fields",
        "limits:\\n  fields: 1e999999999 | :2: must be 10 to 10000 | at /limits/fields",
        "limits:\\n  fields: .nan | :2: not a number | at /limits/fields",
        "limits:\\n  connections-per-peer: 0 | :2: must be 1 to 1000000 "
            + "| at /limits/connections-per-peer",
        "limits:\\n  upload-rate: -1 | :2: must be 0 to 1000000000 | at /limits/upload-rate",
        "trusted-proxies:\\n  - 10.0.0.1\\n  - 7 | :3: expected a text | at /trusted-proxies/1",
        "trusted-proxies: [proxy.example] | :1: not an IP address | at /trusted-proxies",
        "routes: {path: /x} | :1: expected a path with one segment {name} | at /routes/path",
        "tls: {certificate: a.pem} | :1: is missing | at /tls/key",
        "access-log: {to: stdout, format: xml} | :1: must be one of json, combined | at /access-log/format",
        "access-log:\\n  to: a\\n  file-bytes: 1 | :3: must be 1048576 to | at /access-log/file-bytes",
        "access-log: {path: a.log} | :1: unknown: \"path\" | at /access-log/path",
        "timeouts: {connect: 2} | :1: expected a duration | at /timeouts/connect",
        "plugins:\\n  watch: 1s | :2: expected true or false | at /plugins/watch",
        "services: [a] | :1: expected keys and values | at /services",
        "services:\\n  a: 1 | :2: expected keys and values | at /services/a",
        "admin:\\n  address: ':8081' | :2: other machines can reach | at /admin/address",
        "admin:\\n  token: 12345 | :2: expected a text, in quotes | at /admin/token",
        "admin:\\n  tokens:\\n  - {name: ci, scope: write, sha256: slc_x} "
            + "| :3: expected a SHA-256, 64 hexadecimal digits | at /admin/tokens/0/sha256",
        "admin:\\n  tokens: [{name: ci, scope: chief, sha256: HASH}] "
            + "| :2: a scope is one of read, write, admin | at /admin/tokens/0/scope",
        "admin:\\n  tokens: [{name: gateway, scope: read, sha256: HASH}] "
            + "| :2: the name gateway is the gateway's own | at /admin/tokens/0/name",
        "admin:\\n  origins: [shop.example] | :2: an origin is http | at /admin/origins",
        "admin:\\n  tls: {certificate: a.pem} | :2: is missing | at /admin/tls/key",
        "admin:\\n  client-scope: chief | :2: must be one of read, write, admin | at /admin/client-scope",
        "listen: 127.0.0.1:1\\nadmin:\\n  address: traffic\\n  tls: {certificate: a, key: b} "
            + "| :4: the administration shares the traffic's port | at /admin/tls",
        "endpoints:\\n  deny: [10.0.0.0/33] | :2: a prefix of 33 bits | at /endpoints/deny",
        "endpoints:\\n  alow: [] | :2: unknown: \"alow\" | at /endpoints/alow",
        "a: !!set {b} | :1: unknown: \"a\" | at /a",
        "x: !foo y | :1: the tag !foo is not taken | at /x",
        "[1] | :1: expected keys and values | ",
        "a: [ | : not YAML | ",
        "a: 1\\n---\\nb: 2 | : not YAML | ",
      })
  void aFaultNamesItsLineAndPlace(String text, String problem, String place) {
    ConfigException fault =
        assertThrows(
            ConfigException.class,
            () -> parse(text.replace("\\n", "\n").replace("HASH", "0".repeat(64))));
    String message = String.valueOf(fault.getMessage());
    assertTrue(message.startsWith("sluice.yaml"), message);
    assertTrue(message.contains(problem), message);
    assertTrue(message.endsWith(place == null ? "" : place), message);
    assertFalse(message.contains("\n"), message);
  }

  @Test
  void deepNestingIsRefused() {
    assertThrows(
        ConfigException.class, () -> parse("services: " + "[".repeat(10_000) + "]".repeat(10_000)));
  }

  @Test
  void aLaterFaultIsLocatedAtTheNearestLineThatStands() {
    GatewayConfig config = parse("services:\n  books:\n    endpoints:\n    - a:1\n");
    assertEquals(
        "sluice.yaml:4: no at /services/books/endpoints/0/weight",
        config
            .source()
            .locate(new SettingsException("/services/books/endpoints/0/weight", "no"))
            .getMessage());
  }

  @Test
  void theEnvironmentGoesBeforeTheFile() {
    GatewayConfig config =
        GatewayConfig.parse(
            "listen: :1\nadmin: {address: traffic}\ndata: {directory: /kept}",
            Map.of("LB_ADDR", ":2", "ADMIN_ADDR", ":3", "ADMIN_TOKEN", "t", "SLUICE_DATA", "here"));
    assertEquals(Optional.of(Path.of("here").toAbsolutePath()), config.data());
    assertEquals(2, config.traffic().listen().port());
    assertEquals(3, config.admin().address().port());
    assertFalse(config.admin().onTraffic());
    assertEquals(List.of(Token.admin("t")), config.admin().access().tokens());
  }

  @Test
  void anEmptyVariableIsNotSet() {
    assertEquals(8080, GatewayConfig.parse("", Map.of("LB_ADDR", "")).traffic().listen().port());
  }

  @Test
  void equalAddressesShareThePortUnlessItIsAnyFreeOne() {
    assertTrue(admin(":9000", ":9000").onTraffic());
    assertTrue(admin(":9000", "traffic").onTraffic());
    assertFalse(admin("127.0.0.1:0", "127.0.0.1:0").onTraffic());
  }

  @Test
  void aWrongVariableIsNamed() {
    ConfigException fault =
        assertThrows(
            ConfigException.class, () -> GatewayConfig.parse("", Map.of("LB_ADDR", "8080")));
    assertTrue(String.valueOf(fault.getMessage()).startsWith("the variable LB_ADDR: "));
  }

  @Test
  void aSharedPublicPortNeedsATokenOrAnExplicitNo() {
    assertThrows(ConfigException.class, () -> parse("admin: {address: traffic}"));
    assertTrue(parse("admin: {address: traffic, unauthenticated: true}").admin().isOpen());
    assertFalse(parse("admin: {address: traffic, token: t}").admin().isOpen());
  }

  @Test
  void whatAdministratorsMustShowIsRead(@TempDir Path folder) throws IOException {
    GatewayConfig config =
        parse(
            """
            admin:
              address: "0.0.0.0:8081"
              tokens: [{name: ci, sha256: "%s", scope: write, expires: "2027-01-31T00:00:00Z"}]
              origins: ["https://Dash.example:8443"]
              tls: {certificate: a.pem, key: b.pem, client-ca: c.pem}
              client-scope: read
            """
                .formatted(TokenHash.of("x")));
    AdminConfig admin = config.admin();
    assertFalse(admin.isOpen());
    assertEquals(List.of("https://dash.example:8443"), admin.access().origins());
    assertEquals(Optional.of(Scope.READ), admin.certificateScope());
    assertEquals(
        List.of(
            Token.named(
                "ci",
                TokenHash.of("x"),
                Scope.WRITE,
                Instant.EPOCH,
                Optional.of(Instant.parse("2027-01-31T00:00:00Z")))),
        admin.access().tokens());
    Map<String, String> environment = Map.of("SLUICE_DATA", folder.toString());
    String open = "admin: {address: \"0.0.0.0:8081\"}";
    assertThrows(ConfigException.class, () -> GatewayConfig.parse(open, environment));
    TokenFile.in(folder).change(_ -> List.of());
    assertFalse(GatewayConfig.parse(open, environment).admin().isOpen());
  }

  private static AdminConfig admin(String traffic, String admin) {
    return GatewayConfig.parse(
            "", Map.of("LB_ADDR", traffic, "ADMIN_ADDR", admin, "ADMIN_TOKEN", "t"))
        .admin();
  }

  private static GatewayConfig parse(String text) {
    return GatewayConfig.parse(text, Map.of());
  }
}
