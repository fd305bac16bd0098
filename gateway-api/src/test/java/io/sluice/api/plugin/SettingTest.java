package io.sluice.api.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Settings that are declared once and read by their declaration. */
final class SettingTest {

  private enum Mode {
    FAST,
    VERY_SLOW
  }

  private static final Setting<Integer> LIMIT = Setting.integer("limit", 100, 1, 1000).doc("Most.");
  private static final Setting<Duration> WAIT =
      Setting.duration("wait", Duration.ofSeconds(90), Duration.ZERO, Duration.ofHours(1));
  private static final Setting<Mode> MODE = Setting.choice("mode", Mode.VERY_SLOW);
  private static final Setting<String> NAME = Setting.text("name").ofSize(1, 5).required();
  private static final Setting<List<String>> WORDS =
      Setting.texts("words", List.of("a")).ofSize(1, 2);
  private static final Setting<Settings> FIELDS = Setting.map("fields");
  private static final Setting<List<Settings>> RULES =
      Setting.sections("rules", SettingsSchema.of(NAME, LIMIT));
  private static final SettingsSchema ALL = SettingsSchema.of(WAIT, MODE, WORDS, FIELDS, RULES);

  @Test
  void whatIsNotThereHasTheDeclaredDefault() {
    Settings none = Settings.none();
    assertEquals(100, none.get(LIMIT));
    assertEquals(Duration.ofSeconds(90), none.get(WAIT));
    assertEquals(Mode.VERY_SLOW, none.get(MODE));
    assertEquals(List.of("a"), none.get(WORDS));
    assertEquals(Set.of(), none.get(FIELDS).keys());
    assertEquals(List.of(), none.get(RULES));
    assertEquals(Optional.empty(), none.get(LIMIT.optional()));
    assertEquals(Set.of("fields", "limit", "mode", "rules", "wait", "words"), none.asked());
  }

  @Test
  void aDefaultIsToldAsItIsWritten() {
    assertEquals(Optional.of(100), LIMIT.otherwise());
    assertEquals(Optional.of("90s"), WAIT.otherwise());
    assertEquals(Optional.of("very-slow"), MODE.otherwise());
    assertEquals(Optional.of(List.of("a")), WORDS.otherwise());
    assertEquals(Optional.empty(), RULES.otherwise());
    assertEquals(Optional.empty(), LIMIT.optional().otherwise());
    assertTrue(NAME.isRequired());
    assertFalse(LIMIT.isRequired());
  }

  @Test
  void whatIsThereIsReadAndChecked() {
    Settings settings =
        Settings.of(Map.of("limit", 7, "mode", "fast", "name", "n", "words", List.of("b", "c")));
    assertEquals(7, settings.get(LIMIT));
    assertEquals(Optional.of(7), settings.get(LIMIT.optional()));
    assertEquals(Mode.FAST, settings.get(MODE));
    assertEquals("n", settings.get(NAME));
    assertEquals(List.of("b", "c"), settings.get(WORDS));
    settings.rejectUnknownKeys();
    assertEquals("is missing", fault(Map.of(), NAME));
    assertEquals("must have 1 to 5 characters, not 6", fault(Map.of("name", "abcdef"), NAME));
    assertEquals("must have 1 to 2 elements, not 0", fault(Map.of("words", List.of()), WORDS));
    assertEquals("must be 1 to 1000, not 0", fault(Map.of("limit", 0), LIMIT.optional()));
    assertEquals(
        "must be one of fast, very-slow; found the text \"slow\"",
        fault(Map.of("mode", "slow"), MODE));
  }

  @Test
  void everyFaultIsFoundWithItsPlace() {
    Map<String, Object> values =
        Map.of(
            "wait",
            "2h",
            "word",
            List.of(),
            "fields",
            Map.of("a/b", 1),
            "rules",
            List.of(Map.of("name", "ok"), Map.of("limits", 1)));
    assertEquals(
        List.of(
            "/wait: must be 0s to 1h, not 2h",
            "/fields/a~1b: expected a text, found 1",
            "/rules/1/name: is missing",
            "/rules/1/limits: unknown: \"limits\"; did you mean \"limit\"?",
            "/word: unknown: \"word\"; did you mean \"words\"?"),
        ALL.faults(values).stream().map(one -> one.pointer() + ": " + one.problem()).toList());
    assertEquals(List.of(), SettingsSchema.undeclared().faults(values));
    assertEquals(1, SettingsSchema.of().faults(Map.of("a", 1)).size());
  }

  @Test
  void aKeyIsDeclaredOnce() {
    assertThrows(IllegalArgumentException.class, () -> SettingsSchema.of(LIMIT, LIMIT.required()));
    assertThrows(IllegalStateException.class, () -> LIMIT.ofSize(1, 2));
  }

  private static String fault(Map<String, ?> values, Setting<?> setting) {
    return assertThrows(SettingsException.class, () -> Settings.of(values).get(setting)).problem();
  }
}
