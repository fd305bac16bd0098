package io.sluice.runtime.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Endpoint;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsException;
import io.sluice.runtime.exchange.AddressPolicy;
import io.sluice.runtime.exchange.ClientBounds;
import io.sluice.runtime.exchange.Timeouts;
import io.sluice.runtime.exchange.TunnelTimes;
import io.sluice.runtime.plugin.FailurePolicy;
import io.sluice.runtime.plugin.FilterFailurePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ServiceSpecReaderTest {

  private static final Defaults DEFAULTS =
      ServiceSpecReader.readDefaults(
          Settings.of(
              Map.of(
                  "balancer", "fewest",
                  "limiter", Map.of("name", "bucket", "capacity", 100),
                  "probe", Map.of("name", "http", "interval", "2s"))),
          "/route/{name}",
          Timeouts.DEFAULTS);

  private final ServiceSpecReader reader =
      new ServiceSpecReader(DEFAULTS, Set.of("metrics"), new AddressPolicy(port -> port == 8080));

  private ServiceSpec read(Map<String, ?> document) {
    return reader.service("books", Settings.of(document));
  }

  private SettingsException fault(String key, Object value) {
    Map<String, Object> document = new HashMap<>(Map.of("endpoints", List.of()));
    document.put(key, value);
    return assertThrows(SettingsException.class, () -> read(document));
  }

  @Test
  void whatIsNotSaidIsTheDefault() {
    ServiceSpec spec = read(Map.of("endpoints", List.of("127.0.0.1:9001")));
    assertEquals(DEFAULTS.service("books", spec.endpoints()), spec);
    assertEquals(List.of("/route/books"), spec.routing().routes().getFirst().paths());
    assertEquals(Duration.ofSeconds(2), spec.policies().probe().schedule().interval());
    assertEquals(Map.of("capacity", 100), spec.policies().limiter().plugin().settings());
  }

  @Test
  void aFullServiceIsReadAndWrittenAndReadAgain() {
    Map<String, ?> document =
        Map.ofEntries(
            Map.entry(
                "endpoints",
                List.of(Map.of("address", "[::1]:9001", "weight", 3), "http://books.local")),
            Map.entry("tags", List.of("team:reading", "v=1.2", "a/b-c_d")),
            Map.entry("paths", List.of("/books", "/a/b")),
            Map.entry("hosts", List.of("example.com", "*.example.com")),
            Map.entry("strip", false),
            Map.entry("host", "inner.local:81"),
            Map.entry("balancer", Map.of("name", "ring", "on", List.of("client"))),
            Map.entry("limiter", Map.of("onFailure", "refuse", "capacity", 5)),
            Map.entry("probe", Map.of("timeout", "250ms", "fall", 2, "path", "/up")),
            Map.entry(
                "filters",
                List.of("gzip", Map.of("name", "auth", "realm", "x", "onFailure", "skip"))),
            Map.entry("timeouts", Map.of("connect", "90s", "request", "3m", "tunnelIdle", "20m")),
            Map.entry("limits", Map.of("bodyBytes", 5, "downloadRate", 6)));
    ServiceSpec spec = read(document);
    assertEquals(
        new EndpointSpec(new Endpoint("http", "::1", 9001), 3), spec.endpoints().getFirst());
    assertEquals(FailurePolicy.REFUSE, spec.policies().limiter().onFailure());
    assertEquals("bucket", spec.policies().limiter().plugin().name());
    assertEquals(Map.of("path", "/up"), spec.policies().probe().plugin().settings());
    assertEquals(Duration.ofMillis(250), spec.policies().probe().schedule().timeout());
    assertEquals(
        new TunnelTimes(Duration.ofMinutes(20), TunnelTimes.DEFAULTS.life()),
        spec.policies().timeouts().tunnel());
    assertEquals(Duration.ofMinutes(3), spec.policies().timeouts().request());
    assertEquals(new ClientBounds(5, 0, 6), spec.policies().bounds());
    assertEquals(
        List.of(FilterFailurePolicy.FAIL, FilterFailurePolicy.SKIP),
        spec.policies().filters().stream().map(FilterSpec::onFailure).toList());
    assertEquals(spec, read(spec.toMap()));
  }

  @Test
  void noneSwitchesLimitingAndProbingOff() {
    ServiceSpec spec =
        read(Map.of("endpoints", List.of(), "limiter", "none", "probe", Map.of("name", "none")));
    assertTrue(spec.policies().limiter().isNone());
    assertTrue(spec.policies().probe().isNone());
    assertEquals(spec, read(spec.toMap()));
    assertEquals(
        "/limiter/capacity", fault("limiter", Map.of("name", "none", "capacity", 1)).pointer());
  }

  @Test
  void tagsAreShortAndFewAndNamedOnce() {
    assertEquals("/tags/1", fault("tags", List.of("a", "b c")).pointer());
    assertEquals("/tags/0", fault("tags", List.of("x".repeat(64))).pointer());
    assertEquals("/tags/1", fault("tags", List.of("a", "a")).pointer());
    List<String> many = IntStream.range(0, 33).mapToObj(Integer::toString).toList();
    assertEquals("/tags", fault("tags", many).pointer());
  }

  @Test
  void endpointsMustBeNamedAndAnUnknownKeyIsRefused() {
    assertEquals(
        "/endpoints",
        assertThrows(SettingsException.class, () -> read(Map.of("strip", true))).pointer());
    SettingsException unknown = fault("pahts", List.of("/a"));
    assertEquals("/pahts", unknown.pointer());
    assertTrue(unknown.problem().contains("\"paths\""), unknown.problem());
    assertEquals("/timeouts/total", fault("timeouts", Map.of("total", "1s")).pointer());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "127.0.0.1 | port is missing",
        "user@127.0.0.1:80 | user information",
        "ftp://127.0.0.1:80 | scheme",
        "127.0.0.1:80/x | path",
        "169.254.169.254:80 | link-local",
        "2852039166:80 | four decimal numbers",
        "[fe80::1]:80 | link-local",
        "[::ffff:169.254.1.1]:80 | link-local",
        "[fd00:ec2::254]:80 | metadata",
        "224.0.0.1:80 | multicast",
        "127.0.0.1:8080 | gateway's own",
        "127.1.2.3:8080 | gateway's own",
        "localhost:8080 | gateway's own",
        "0.0.0.0:8080 | unspecified",
        "[::1]:8080 | gateway's own",
      })
  void anAddressThatMayNotBeDialledIsRefusedWithTheReason(String address, String reason) {
    List<Object> list = new ArrayList<>(List.of("10.0.0.1:1", Map.of("address", address)));
    SettingsException fault =
        assertThrows(SettingsException.class, () -> reader.endpoints("books", list, ""));
    assertEquals("/1/address", fault.pointer());
    assertTrue(fault.problem().contains(reason), fault.problem());
  }

  @Test
  void anEndpointIsNamedOnceWithAWeightInRange() {
    assertEquals("/endpoints/1", fault("endpoints", List.of("a:1", "http://A:1/")).pointer());
    assertEquals(
        "/endpoints/0/weight",
        fault("endpoints", List.of(Map.of("address", "a:1", "weight", 1001))).pointer());
    assertEquals(
        "/endpoints/0/wait",
        fault("endpoints", List.of(Map.of("address", "a:1", "wait", 1))).pointer());
    assertEquals("/endpoints/0", fault("endpoints", List.of(5)).pointer());
    assertEquals("/endpoints", fault("endpoints", "a:1").pointer());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a b", "a/b", "ä", "a\r\nb", "metrics"})
  void aNameThatIsNoneOrReservedIsRefused(String name) {
    assertThrows(SettingsException.class, () -> reader.endpoints(name, List.of(), ""));
    Settings document = Settings.of(Map.of("endpoints", List.of()));
    assertThrows(SettingsException.class, () -> reader.service(name, document));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "/a/", "//a", "/a/../b", "/%41", "/a%2Fb", "/a b", "/a?b", "*"})
  void aPathThatIsNotCanonicalIsRefused(String path) {
    assertEquals("/paths/1", fault("paths", List.of("/ok", path)).pointer());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A.b", "a..b", "a:80", "*.", "*a.b", "a.*", "-a", "a\r\nb"})
  void aHostThatIsNoneIsRefused(String host) {
    assertEquals("/hosts/0", fault("hosts", List.of(host)).pointer());
  }

  @Test
  void otherFaultsNameTheirPlace() {
    assertEquals("/host", fault("host", "a b").pointer());
    assertEquals("/paths", fault("paths", List.of()).pointer());
    assertEquals("/paths/1", fault("paths", List.of("/a", "/a")).pointer());
    assertEquals("/probe/timeout", fault("probe", Map.of("timeout", "2s")).pointer());
    assertEquals("/limiter/onFailure", fault("limiter", Map.of("onFailure", "hm")).pointer());
    assertEquals("/filters/0/name", fault("filters", List.of(Map.of("a", 1))).pointer());
    assertEquals(
        "/filters/0/onFailure",
        fault("filters", List.of(Map.of("name", "a", "onFailure", "hm"))).pointer());
    assertEquals("/balancer", fault("balancer", 5).pointer());
    assertEquals("/name", fault("name", "other").pointer());
  }
}
