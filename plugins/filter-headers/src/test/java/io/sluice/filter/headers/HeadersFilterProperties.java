package io.sluice.filter.headers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.sluice.api.Headers;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

final class HeadersFilterProperties {

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.of("A", "a", "B", "b", "C", "D", "E");
  }

  @Property
  void whatIsNotNamedStaysAsItIsAndInOrder(
      @ForAll @Size(max = 20) List<@From("names") String> present,
      @ForAll("names") String removed,
      @ForAll("names") String set,
      @ForAll("names") String added) {
    Headers before = fields(present);
    Headers after =
        change(
                Map.of(
                    "remove", List.of(removed),
                    "set", Map.of(set, "set"),
                    "add", Map.of(added, "added")))
            .of(before);
    assertEquals(
        lines(before.without(removed).without(set)),
        lines(after).stream()
            .filter(line -> !line.endsWith("ed") && !line.endsWith("set"))
            .toList());
    assertEquals(List.of("set"), after.all(set).stream().filter("set"::equals).toList());
    assertEquals(added + ": added", lines(after).getLast());
  }

  @Property
  void noValueThatCouldEndALineIsTaken(@ForAll @Size(max = 10) List<Character> characters) {
    StringBuilder value = new StringBuilder();
    characters.forEach(value::append);
    try {
      change(Map.of("set", Map.of("A", value.toString())));
    } catch (SettingsException e) {
      assertEquals("/set/A", e.pointer());
      return;
    }
    assertFalse(
        value.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0 || c > 0xFF), value::toString);
  }

  private static HeadersChange change(Map<String, ?> settings) {
    return HeadersChange.from(Settings.of(settings), (_, _) -> {});
  }

  private static Headers fields(List<String> names) {
    Headers fields = Headers.none();
    for (int i = 0; i < names.size(); i++) {
      fields = fields.with(names.get(i), Integer.toString(i));
    }
    return fields;
  }

  private static List<String> lines(Headers fields) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      lines.add(fields.name(i) + ": " + fields.value(i));
    }
    return lines;
  }
}
