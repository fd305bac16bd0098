package io.sluice.runtime.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CursorTest {

  @ParameterizedTest
  @ValueSource(strings = {"books", "a", "a-very.long_name", ""})
  void aCursorKnowsTheNameItIsBehind(String name) {
    String cursor = Cursor.behind(name);
    assertEquals(name, Cursor.read("after", cursor));
    assertTrue(cursor.matches("[A-Za-z0-9_-]+"), cursor);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "books", "%", "_____w", "YWJj"})
  void whatIsNoCursorIsRefused(String text) {
    assertThrows(BadRequestException.class, () -> Cursor.read("after", text));
  }

  @ParameterizedTest
  @CsvSource({
    "'', books, true",
    "ook, books, true",
    "Ook, books, false",
    "b*, books, true",
    "*s, books, true",
    "b*k, books, false",
    "b*o*s, books, true",
    "bo*oks, books, true",
    "boo*ooks, books, false",
    "*, '', true",
    "a*a, a, false",
    "**, x, true"
  })
  void aPatternFindsNames(String pattern, String name, boolean found) {
    assertEquals(found, new NamePattern(pattern).matches(name));
  }
}
