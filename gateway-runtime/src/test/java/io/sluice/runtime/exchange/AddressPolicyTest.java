package io.sluice.runtime.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.api.Endpoint;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressPolicyTest {

  private static final int OWN_PORT = 8080;
  private static final AddressPolicy POLICY = new AddressPolicy(port -> port == OWN_PORT);

  private static Optional<String> refusal(AddressPolicy policy, String address) {
    return policy.refusal(Endpoint.parse(address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "100.100.100.200",
        "168.63.129.16",
        "224.0.0.1",
        "0.0.0.0",
        "0.9.9.9",
        "255.255.255.255",
        "[fe80::1]",
        "[fd00:ec2::254]",
        "[fd20:ce::254]",
        "[ff02::1]",
        "[::]",
        "[::ffff:169.254.1.1]",
        "[::169.254.1.1]",
        "[64:ff9b::169.254.1.1]",
        "[64:ff9b:1::a9fe:1]",
        "[2002:a9fe:101::1]",
        "[::ffff:0:169.254.1.1]",
        "[fd01::200:5efe:169.254.1.1]",
        "[2001:0:a9fe:101::1]",
        "[2001:0:1:1::5601:fefe]",
        "[64:ff9b::]"
      })
  void whereNobodyMayBeSentIsRefusedHoweverItIsWritten(String host) {
    assertTrue(refusal(POLICY, host + ":80").isPresent(), host);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.1",
        "2130706433",
        "0x7f.1",
        "0x7F000001",
        "0177.0.0.1",
        "127.0.0.01",
        "127.0.0.1.",
        "1.2.3",
        "256.1.1.1",
        "0x",
        "a.1",
        "a..b",
        ".a",
        "[1:2]",
        "[12345::]"
      })
  void whatResolversMightTakeForAnAddressIsRefused(String host) {
    assertTrue(refusal(POLICY, host + ":80").isPresent(), host);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.0.0.1",
        "books.example",
        "books.example.",
        "localhost",
        "localhost.",
        "0x7f.example",
        "1.example",
        "cafe",
        "fade.bed",
        "a_b",
        "[2001:db8::1]",
        "[fd01::1]",
        "[::1]",
        "192.168.1.255"
      })
  void othersAreAllowed(String host) {
    assertEquals(Optional.empty(), refusal(POLICY, host + ":80"), host);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.9.9.9",
        "localhost",
        "localhost.",
        "a.localhost",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]"
      })
  void theGatewaysOwnPortsAreRefused(String host) {
    assertTrue(refusal(POLICY, host + ":" + OWN_PORT).isPresent(), host);
  }

  @Test
  void rulesHoldBesideWhatHoldsForEverybody() {
    AddressPolicy policy =
        new AddressPolicy(
            _ -> false,
            new AddressRules(
                List.of(Network.parse("10.0.0.0/8"), Network.parse("169.254.0.0/16")),
                List.of(Network.parse("10.9.0.0/16"))));
    assertEquals(Optional.empty(), refusal(policy, "10.1.2.3:80"));
    assertTrue(refusal(policy, "10.9.2.3:80").orElseThrow().contains("endpoints.deny"));
    assertTrue(refusal(policy, "192.0.2.1:80").orElseThrow().contains("endpoints.allow"));
    assertTrue(refusal(policy, "169.254.169.254:80").isPresent());
    assertTrue(refusal(policy, "[64:ff9b::10.1.2.3]:80").isPresent());
    assertTrue(refusal(policy, "localhost:80").isPresent());
    assertFalse(refusal(policy, "books.example:80").isPresent(), "told when it is dialled");
    assertTrue(policy.refusal(InetAddress.ofLiteral("192.0.2.1"), 80).isPresent());
  }

  @Test
  void aDeniedNetworkIsDeniedInEveryWayOfWriting() {
    AddressPolicy policy =
        new AddressPolicy(
            _ -> false, new AddressRules(List.of(), List.of(Network.parse("10.0.0.0/8"))));
    for (String host :
        List.of("10.1.2.3", "[::ffff:10.1.2.3]", "[::10.1.2.3]", "[64:ff9b::a01:203]")) {
      assertTrue(refusal(policy, host + ":80").isPresent(), host);
    }
    assertEquals(Optional.empty(), refusal(policy, "localhost:80"));
  }
}
