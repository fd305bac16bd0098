package io.sluice.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressTest {

  @ParameterizedTest
  @CsvSource({
    ":9000, '', 9000",
    "127.0.0.1:0, 127.0.0.1, 0",
    "Example.Org:80, example.org, 80",
    "[::1]:9000, ::1, 9000"
  })
  void readsWhatPeopleWrite(String text, String host, int port) {
    assertEquals(new Address(host, port), Address.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "9000", "a:b", ":70000", "::1:9000", "a b:1", "http://a:1", ":-1"})
  void refusesTheRest(String text) {
    assertThrows(IllegalArgumentException.class, () -> Address.parse(text));
  }

  @Test
  void allAddressesAreShownAsZeros() {
    assertEquals("0.0.0.0:8080", Address.parse(":8080").toString());
    assertEquals("[::1]:1", Address.parse("[::1]:1").toString());
  }

  @Test
  void knowsLoopbackWithoutAskingNames() {
    assertTrue(Address.parse("127.1.2.3:1").isLoopback());
    assertTrue(Address.parse("localhost:1").isLoopback());
    assertTrue(Address.parse("[::1]:1").isLoopback());
    assertFalse(Address.parse("127.evil.org:1").isLoopback());
    assertFalse(Address.parse(":1").isLoopback());
  }
}
