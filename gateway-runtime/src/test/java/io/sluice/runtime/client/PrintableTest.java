package io.sluice.runtime.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

final class PrintableTest {

  @Example
  void whatSteersATerminalIsEscaped() {
    assertEquals(
        "a\\u001b[31mb\\u000ac\\u009b\\u202ed\\u007f",
        Printable.of("a\u001b[31mb\nc\u009b\u202ed\u007f"));
    assertEquals("Bücher 本", Printable.of("Bücher 本"));
  }

  @Property
  void noTextSteers(@ForAll String text) {
    assertFalse(Printable.STEERING.matcher(Printable.of(text)).find());
    assertFalse(Printable.STEERING.matcher(Json.line(Map.of(text, List.of(text)))).find());
  }

  @Property
  void jsonMeansTheSameEscapedOrNot(@ForAll String text) {
    Map<String, Object> document = Map.of("text", text, "list", List.of(text, 1, true));
    assertEquals(document, Json.read(Json.line(document)));
    assertEquals(document, Json.read(Json.pretty(document)));
    assertTrue(Json.pretty(document).startsWith("{\n"));
  }
}
