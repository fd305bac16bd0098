package io.sluice.runtime.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PathTemplateTest {

  private final PathTemplate template = new PathTemplate("/services/{name}/endpoints/{address}");

  @ParameterizedTest
  @CsvSource({"a:1, a:1", "%5B::1%5D:80, [::1]:80", "a+b, a+b", "%2B, +"})
  void whatStandsInThePlaceOfAVariableIsDecoded(String segment, String decoded) {
    assertEquals(
        Optional.of(Map.of("name", "books", "address", decoded)),
        template.match("/services/books/endpoints/" + segment));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/services/books", "/services/books/endpoints/", "/services//endpoints/a", "/"})
  void noSegmentIsMissingOrEmpty(String path) {
    assertEquals(Optional.empty(), template.match(path));
  }

  @Test
  void aPathWithoutVariablesIsItself() {
    assertEquals(Optional.of(Map.of()), new PathTemplate("/services").match("/services"));
    assertEquals(Optional.empty(), new PathTemplate("/services").match("/services/"));
  }
}
