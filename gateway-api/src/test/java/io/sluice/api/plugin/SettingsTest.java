package io.sluice.api.plugin;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class SettingsTest {

  private enum Mode {
    FAST,
    VERY_SLOW
  }

  @Test
  void whatIsThereIsRead() {
    Settings settings =
        Settings.of(
            Map.of(
                "text",
                "t",
                "whole",
                7,
                "part",
                0.5,
                "flag",
                true,
                "wait",
                "250ms",
                "mode",
                "very-slow",
                "list",
                List.of("a", "b")));
    assertEquals("t", settings.string("text", "x"));
    assertEquals("t", settings.requiredString("text"));
    assertEquals(7, settings.integer("whole", 1, 0, 10));
    assertEquals(0.5, settings.decimal("part", 1, 0, 1));
    assertEquals(7, settings.decimal("whole", 1, 0, 10));
    assertTrue(settings.flag("flag", false));
    assertEquals(
        Duration.ofMillis(250),
        settings.duration("wait", Duration.ZERO, Duration.ZERO, Duration.ofSeconds(1)));
    assertEquals(Mode.VERY_SLOW, settings.choice("mode", Mode.FAST));
    assertEquals(List.of("a", "b"), settings.strings("list", List.of()));
    settings.rejectUnknownKeys();
  }

  @Test
  void whatIsNotThereHasItsDefault() {
    Settings settings = Settings.none();
    assertEquals("x", settings.string("text", "x"));
    assertEquals(1, settings.integer("whole", 1, 0, 10));
    assertEquals(0.25, settings.decimal("part", 0.25, 0, 1));
    assertTrue(settings.flag("flag", true));
    assertEquals(
        Duration.ofSeconds(5),
        settings.duration("wait", Duration.ofSeconds(5), Duration.ZERO, Duration.ofSeconds(1)));
    assertEquals(Mode.FAST, settings.choice("mode", Mode.FAST));
    assertEquals(List.of("d"), settings.strings("list", List.of("d")));
    assertEquals(List.of(), settings.sections("sections"));
    assertFalse(settings.has("text"));
  }

  @Test
  void wholeNumbersComeInAnyForm() {
    for (Object seven :
        List.of(
            7,
            7L,
            (short) 7,
            7.0,
            new BigDecimal("7.00"),
            new BigDecimal("0.7e1"),
            BigInteger.valueOf(7))) {
      assertEquals(7, Settings.of(Map.of("n", seven)).integer("n", 0, 0, 10));
    }
  }

  @Test
  void aWrongTypeIsNamedWithItsPlace() {
    fault(
        "/n",
        "expected a whole number, found the text \"7\"",
        () -> Settings.of(Map.of("n", "7")).integer("n", 0, 0, 10));
    fault(
        "/n",
        "expected a whole number, found 7.5",
        () -> Settings.of(Map.of("n", 7.5)).integer("n", 0, 0, 10));
    fault(
        "/n",
        "expected a number, found true",
        () -> Settings.of(Map.of("n", true)).decimal("n", 0, 0, 10));
    fault(
        "/n",
        "expected true or false, found 1",
        () -> Settings.of(Map.of("n", 1)).flag("n", false));
    fault(
        "/n",
        "expected a text, found a list",
        () -> Settings.of(Map.of("n", List.of())).string("n", ""));
    fault(
        "/n",
        "expected a list, found an object",
        () -> Settings.of(Map.of("n", Map.of())).strings("n", List.of()));
    fault(
        "/n/1",
        "expected a text, found 2",
        () -> Settings.of(Map.of("n", List.of("a", 2))).strings("n", List.of()));
    fault(
        "/n",
        "expected an object, found the text \"x\"",
        () -> Settings.of(Map.of("n", "x")).section("n"));
    fault(
        "/n/0",
        "expected an object, found 3",
        () -> Settings.of(Map.of("n", List.of(3))).sections("n"));
    fault(
        "/n",
        "expected a duration such as 250ms, 5s or 2m, found 5",
        () -> seconds(Map.of("n", 5)));
  }

  @Test
  void aValueOutOfItsRangeIsNamedWithTheRange() {
    fault(
        "/n", "must be 0 to 10, not 11", () -> Settings.of(Map.of("n", 11)).integer("n", 0, 0, 10));
    fault(
        "/n",
        "must be 0 to 10, not 1E+400",
        () -> Settings.of(Map.of("n", new BigDecimal("1e400"))).integer("n", 0, 0, 10));
    fault(
        "/n",
        "must be 0.0 to 1.0, not NaN",
        () -> Settings.of(Map.of("n", Double.NaN)).decimal("n", 0, 0, 1));
    fault("/n", "must be 1s to 1m, not 2m", () -> seconds(Map.of("n", "2m")));
    fault(
        "/n",
        "must be one of fast, very-slow; found the text \"FAST\"",
        () -> Settings.of(Map.of("n", "FAST")).choice("n", Mode.FAST));
  }

  @Test
  void numbersThatAreNoneAreNotWhole() {
    for (Object none : List.of(Double.NaN, Double.POSITIVE_INFINITY, Float.NaN)) {
      assertThrows(
          SettingsException.class, () -> Settings.of(Map.of("n", none)).integer("n", 0, 0, 10));
    }
  }

  @Test
  void whatMustBeThereIsMissed() {
    fault("/a/n", "is missing", () -> Settings.of(Map.of(), "/a").requiredString("n"));
  }

  @Test
  void anUnknownKeyIsRefusedWithTheNearestKnownOne() {
    Settings settings = Settings.of(Map.of("capasity", 1), "/limiter");
    settings.integer("capacity", 1, 0, 10);
    settings.string("key", "");
    fault(
        "/limiter/capasity",
        "unknown: \"capasity\"; did you mean \"capacity\"?",
        settings::rejectUnknownKeys);
  }

  @Test
  void anUnknownKeyThatResemblesNoneIsRefusedWithAll() {
    Settings settings = Settings.of(Map.of("zzz", 1));
    settings.string("key", "");
    settings.string("capacity", "");
    fault("/zzz", "unknown: \"zzz\"; known are capacity, key", settings::rejectUnknownKeys);
    fault(
        "/zzz",
        "unknown: \"zzz\"; there are none",
        () -> Settings.of(Map.of("zzz", 1)).rejectUnknownKeys());
  }

  @Test
  void unknownKeysAreFoundInSectionsToo() {
    Settings settings =
        Settings.of(Map.of("s", Map.of("known", 1), "l", List.of(Map.of(), Map.of("x", 1))));
    settings.section("s").integer("known", 0, 0, 1);
    settings.sections("l");
    fault("/l/1/x", "unknown: \"x\"; there are none", settings::rejectUnknownKeys);
  }

  @Test
  void theUsersOwnKeysAreListedAndReadOneByOne() {
    Settings settings = Settings.of(Map.of("a", "1", "b", "2"));
    assertEquals(Set.of("a", "b"), settings.keys());
    settings.string("a", "");
    assertThrows(SettingsException.class, settings::rejectUnknownKeys);
    settings.string("b", "");
    assertDoesNotThrow(settings::rejectUnknownKeys);
  }

  @Test
  void aPlaceIsAJsonPointer() {
    assertEquals("/a~1b/c~0d", Settings.of(Map.of(), "/a~1b").pointerTo("c~d"));
    assertEquals("/a/b", Settings.of(Map.of("a", Map.of())).section("a").pointerTo("b"));
  }

  private static Duration seconds(Map<String, ?> values) {
    return Settings.of(values)
        .duration("n", Duration.ZERO, Duration.ofSeconds(1), Duration.ofMinutes(1));
  }

  private static void fault(String pointer, String problem, Executable reading) {
    SettingsException fault = assertThrows(SettingsException.class, reading);
    assertEquals(pointer, fault.pointer());
    assertEquals(problem, fault.problem());
  }
}
