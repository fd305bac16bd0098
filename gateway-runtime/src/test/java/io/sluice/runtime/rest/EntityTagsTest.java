package io.sluice.runtime.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.runtime.rest.EntityTags.Tag;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EntityTagsTest {

  private static EntityTags parse(String... lines) {
    return EntityTags.parse("If-Match", List.of(lines));
  }

  @Test
  void tagsComeInListsAndLines() {
    assertEquals(
        new EntityTags.Listed(
            List.of(new Tag(false, "17"), new Tag(true, "a,b"), new Tag(false, ""))),
        parse(" , \"17\",, W/\"a,b\" ", "\"\","));
    assertEquals("\"17\"", Tag.of(17).toString());
  }

  @Test
  void anAsteriskStandsAlone() {
    assertEquals(new EntityTags.Any(), parse(" * "));
    assertThrows(BadRequestException.class, () -> parse("*", "\"1\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "17",
        "\"17",
        "17\"",
        "\"1\" \"2\"",
        "\"1\"x",
        "w/\"1\"",
        "\"a b\"",
        "W/"
      })
  void whatIsNoTagIsRefused(String value) {
    assertThrows(BadRequestException.class, () -> parse(value));
  }
}
