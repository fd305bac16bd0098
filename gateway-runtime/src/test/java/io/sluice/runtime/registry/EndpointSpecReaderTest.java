package io.sluice.runtime.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Endpoint;
import io.sluice.api.plugin.SettingsException;
import io.sluice.runtime.exchange.AddressPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EndpointSpecReaderTest {

  private static final Endpoint NAMED = Endpoint.parse("a.example:80");

  private final EndpointSpecReader reader =
      new EndpointSpecReader(new AddressPolicy(port -> port == 8080));

  private static Map<String, Object> document(String address, Map<String, Object> more) {
    Map<String, Object> document = new HashMap<>(more);
    document.put("address", address);
    return document;
  }

  private EndpointSpec named(Map<String, Object> more) {
    return reader.one(document("a.example:80", more), "");
  }

  @Test
  void whatIsNotSaidIsAsUsualAndNotShown() {
    EndpointSpec bare = reader.one("a.example:80", "");
    assertEquals(EndpointSpec.of(NAMED), bare);
    assertEquals(Map.of("address", "a.example:80", "weight", 1), bare.toMap());
    assertEquals(bare, named(Map.of("drain", false, "resolve", "once")));
  }

  @Test
  void everythingThatIsSaidIsReadAgainFromWhatIsShown() {
    EndpointSpec all =
        named(Map.of("weight", 5, "drain", true, "ttl", "90s", "resolve", "all", "refresh", "5s"));
    assertEquals(
        new EndpointSpec(
            NAMED, 5, true, Duration.ofSeconds(90), new Lookup.All(Duration.ofSeconds(5))),
        all);
    assertEquals(all, reader.one(all.toMap(), ""));
    EndpointSpec usual = named(Map.of("resolve", "all", "ttl", "24h"));
    assertEquals(
        Map.of("address", "a.example:80", "weight", 1, "resolve", "all", "ttl", "86400s"),
        usual.toMap());
    assertEquals(usual, reader.one(usual.toMap(), ""));
  }

  @ParameterizedTest
  @CsvSource({
    "weight, 0",
    "weight, 1001",
    "drain, yes",
    "ttl, 999ms",
    "ttl, 25h",
    "ttl, 0s",
    "ttl, soon",
    "resolve, twice",
    "refresh, 5s",
    "wait, 1",
  })
  void aValueThatCanNotBeIsRefusedAtItsPlace(String key, String value) {
    Map<String, Object> bad = document("a.example:80", Map.of(key, value));
    SettingsException fault =
        assertThrows(SettingsException.class, () -> reader.list(List.of("b:1", bad), "/endpoints"));
    assertEquals("/endpoints/1/" + key, fault.pointer());
  }

  @Test
  void aPeriodOutOfRangeIsRefused() {
    for (String period : List.of("999ms", "61m")) {
      Map<String, Object> bad = Map.of("resolve", "all", "refresh", period);
      assertEquals("/refresh", assertThrows(SettingsException.class, () -> named(bad)).pointer());
    }
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.1:80", "[::1]:80"})
  void whatIsAnAddressHasNoOthers(String address) {
    Map<String, Object> bad = document(address, Map.of("resolve", "all"));
    SettingsException fault = assertThrows(SettingsException.class, () -> reader.one(bad, "/x"));
    assertEquals("/x/resolve", fault.pointer());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new EndpointSpec(
                Endpoint.parse(address),
                1,
                false,
                Duration.ZERO,
                new Lookup.All(Lookup.All.USUAL)));
  }

  @Test
  void allFaultsOfAListAreToldAndTheRestIsRead() {
    List<SettingsException> faults = new ArrayList<>();
    List<EndpointSpec> read =
        reader.list(
            List.of("a.example:80", "127.0.0.1:8080", 5, "A.example:80", "b:1"), "", faults::add);
    assertEquals(
        List.of("/1", "/2", "/3"), faults.stream().map(SettingsException::pointer).toList());
    assertEquals(
        List.of(NAMED, Endpoint.parse("b:1")), read.stream().map(EndpointSpec::endpoint).toList());
  }

  @Test
  void theAddressUnderWhichADocumentIsPutStandsInItOrNot() {
    EndpointSpec spec = reader.at("a.example:80", Map.of("weight", 2));
    assertEquals(new EndpointSpec(NAMED, 2), spec);
    assertEquals(spec, reader.at("http://A.example", spec.toMap()));
    SettingsException fault =
        assertThrows(
            SettingsException.class, () -> reader.at("b:1", Map.of("address", "a.example:80")));
    assertEquals("/address", fault.pointer());
    assertTrue(fault.problem().contains("b:1"), fault.problem());
  }
}
