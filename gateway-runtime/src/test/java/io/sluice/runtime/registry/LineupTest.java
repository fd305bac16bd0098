package io.sluice.runtime.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.api.Endpoint;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LineupTest {

  private static final EndpointSpec NAME = all("a.example:80", 2);
  private static final EndpointSpec OTHER = all("b.example:80", 3);

  private static EndpointSpec all(String address, int weight) {
    return new EndpointSpec(
        Endpoint.parse(address), weight, false, Duration.ZERO, new Lookup.All(Lookup.All.USUAL));
  }

  private static List<String> lineup(
      List<EndpointSpec> specs, Map<EndpointSpec, List<String>> answers) {
    List<String> lineup = new ArrayList<>();
    Lineup.of(
            specs,
            endpoint ->
                answers.entrySet().stream()
                    .filter(entry -> entry.getKey().endpoint().equals(endpoint))
                    .flatMap(entry -> entry.getValue().stream())
                    .map(InetAddress::ofLiteral)
                    .toList())
        .forEach((endpoint, spec) -> lineup.add(endpoint + " " + spec.weight()));
    return lineup;
  }

  @Test
  void aNameIsAsManyEndpointsAsItHasAddresses() {
    assertEquals(
        List.of("10.0.0.1:80 2", "[2001:db8:0:0:0:0:0:1]:80 2", "c.example:80 1"),
        lineup(
            List.of(NAME, EndpointSpec.of(Endpoint.parse("c.example:80"))),
            Map.of(NAME, List.of("10.0.0.1", "2001:db8::1"))));
  }

  @Test
  void aNameThatWasNeverFoundStandsForItself() {
    assertEquals(List.of("a.example:80 2"), lineup(List.of(NAME), Map.of()));
  }

  @Test
  void anAddressToWhichTwoNamesLeadIsOneEndpointOfTheFirst() {
    assertEquals(
        List.of("10.0.0.1:80 2", "10.0.0.2:80 2", "10.0.0.3:80 3"),
        lineup(
            List.of(NAME, OTHER),
            Map.of(NAME, List.of("10.0.0.1", "10.0.0.2"), OTHER, List.of("10.0.0.2", "10.0.0.3"))));
  }

  @Test
  void whatIsRegisteredAsAnAddressIsNotTheNames() {
    EndpointSpec literal = new EndpointSpec(Endpoint.parse("[2001:db8::1]:80"), 7);
    assertEquals(
        List.of("10.0.0.1:80 2", "[2001:db8::1]:80 7"),
        lineup(List.of(NAME, literal), Map.of(NAME, List.of("2001:db8::1", "10.0.0.1"))));
  }
}
