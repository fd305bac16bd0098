package io.sluice.runtime.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.api.Headers;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {

  private static final TrustedProxies TEN = TrustedProxies.parse(List.of("10.0.0.0/8"));

  @Test
  void takesThePeerForTheClientWhateverAStrangerSays() {
    Origin origin = origin("192.0.2.7", "X-Forwarded-For", "198.51.100.1");
    assertEquals("192.0.2.7", origin.client().key());
    assertEquals("192.0.2.7", origin.forwardedFor());
    assertEquals("http", origin.forwardedProto());
    assertEquals("books.example", origin.forwardedHost());
  }

  @Test
  void takesTheRightmostStrangerThatATrustedProxyNames() {
    Origin origin =
        origin(
            "10.0.0.1",
            "X-Forwarded-For",
            "203.0.113.9, 198.51.100.1",
            "X-Forwarded-For",
            "10.2.3.4",
            "X-Forwarded-Proto",
            "https");
    assertEquals("198.51.100.1", origin.client().key());
    assertEquals("203.0.113.9, 198.51.100.1, 10.2.3.4, 10.0.0.1", origin.forwardedFor());
    assertEquals("https", origin.forwardedProto());
  }

  @Test
  void forgetsWhatStandsLeftOfAWordThatIsNoAddress() {
    Origin origin = origin("10.0.0.1", "X-Forwarded-For", "203.0.113.9, unknown, 10.9.9.9");
    assertEquals("10.9.9.9", origin.client().key());
    assertEquals("10.9.9.9, 10.0.0.1", origin.forwardedFor());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "a b", "a, b", "a/b", "user@a", "a?b", "a:x", "a:65536", "[::1", "a%2e", "\u00e9", ":80"
      })
  void passesOnNoHostThatIsNone(String host) {
    Origin origin = origin("10.0.0.1", "X-Forwarded-Host", host, "X-Forwarded-Proto", host);
    assertEquals("books.example", origin.forwardedHost());
    assertEquals("http", origin.forwardedProto());
  }

  @Test
  void believesWhatTheProxyItselfSaysOfTheHost() {
    assertEquals(
        "[::1]:8443",
        origin("10.0.0.1", "X-Forwarded-Host", "evil.example", "X-Forwarded-Host", "[::1]:8443")
            .forwardedHost());
    assertEquals(
        "books.example", origin("192.0.2.7", "X-Forwarded-Host", "a.example").forwardedHost());
  }

  @Test
  void takesAnIpv6SubscriberForOneClient() {
    assertEquals(
        origin("2001:db8:1:2::1").client().key(), origin("2001:db8:1:2:ffff::9").client().key());
    assertEquals("20010db800010002/64", origin("2001:db8:1:2::1").client().key());
  }

  @Test
  void refusesWhatIsNoNetwork() {
    assertThrows(IllegalArgumentException.class, () -> TrustedProxies.parse(List.of("proxy")));
    assertThrows(
        IllegalArgumentException.class, () -> TrustedProxies.parse(List.of("10.0.0.0/33")));
    assertThrows(IllegalArgumentException.class, () -> TrustedProxies.parse(List.of("10.0.0.0/x")));
  }

  private static Origin origin(String peer, String... fields) {
    return new Origins(TEN, InetAddress.ofLiteral(peer))
        .of(Headers.of(fields), "http", "books.example");
  }
}
