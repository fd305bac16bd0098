package io.sluice.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HeadersTest {

  private static final Headers HEADERS =
      Headers.of("Accept", "a", "X-Id", "1", "accept", "b", "Empty", "");

  @Test
  void linesKeepOrderRepeatsAndSpelling() {
    assertEquals(4, HEADERS.size());
    assertEquals("accept", HEADERS.name(2));
    assertEquals("b", HEADERS.value(2));
    assertThrows(IndexOutOfBoundsException.class, () -> HEADERS.name(4));
    assertThrows(IndexOutOfBoundsException.class, () -> HEADERS.value(4));
  }

  @Test
  void namesCompareWithoutRegardToCase() {
    assertEquals(Optional.of("a"), HEADERS.first("ACCEPT"));
    assertEquals(List.of("a", "b"), HEADERS.all("Accept"));
    assertTrue(HEADERS.contains("x-id"));
    assertFalse(HEADERS.contains("x-ids"));
    assertEquals(Optional.empty(), HEADERS.first("Host"));
    assertEquals(List.of(), HEADERS.all("Host"));
  }

  @Test
  void aChangeLeavesTheOriginalAsItWas() {
    Headers more = HEADERS.with("X-Id", "2");
    Headers fewer = HEADERS.without("ACCEPT");
    assertEquals(List.of("1", "2"), more.all("x-id"));
    assertEquals(Headers.of("X-Id", "1", "Empty", ""), fewer);
    assertEquals(4, HEADERS.size());
  }

  @Test
  void whatIsReplacedStandsOnceAndLast() {
    Headers replaced = HEADERS.replaced("accept", "c");
    assertEquals(Headers.of("X-Id", "1", "Empty", "", "accept", "c"), replaced);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a:", "a\r", "a\n", "é", "a/b", "\"a\"", "a\0"})
  void whatIsNoTokenIsNoName(String name) {
    assertThrows(IllegalArgumentException.class, () -> Headers.of(name, "x"));
    assertThrows(IllegalArgumentException.class, () -> Headers.none().with(name, "x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nX: y", "a\n", "a\r", "a\0", "a\u007f", "\u0100", "\u0001"})
  void aValueHoldsNoControlAndOneByteACharacter(String value) {
    assertThrows(IllegalArgumentException.class, () -> Headers.of("X", value));
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> Headers.none().with("X", value));
    assertFalse(String.valueOf(refusal.getMessage()).contains(value), "the value was repeated");
  }

  @Test
  void bytesAboveSevenBitsAreValues() {
    assertEquals(
        Optional.of("caf\u00c3\u00a9\t!"), Headers.of("X", "caf\u00c3\u00a9\t!").first("X"));
  }

  @Test
  void aNameWithoutAValueIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Headers.of("A", "a", "B"));
  }

  @Test
  void noFieldsAreNone() {
    assertEquals(0, Headers.none().size());
    assertEquals(Headers.none(), Headers.of());
    assertEquals(Headers.none(), Headers.of("A", "a").without("a"));
  }
}
