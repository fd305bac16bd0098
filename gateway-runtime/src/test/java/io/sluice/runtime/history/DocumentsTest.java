package io.sluice.runtime.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.runtime.history.Step.Added;
import io.sluice.runtime.history.Step.Removed;
import io.sluice.runtime.history.Step.Replaced;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DocumentsTest {

  private static List<Step> steps(Map<String, Object> before, Map<String, Object> after) {
    return Documents.difference(Map.of("books", before), Map.of("books", after));
  }

  private static Map<String, Object> endpoint(String address, int weight) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("address", address);
    map.put("weight", weight);
    return map;
  }

  private static Map<String, Object> endpoints(Object... endpoints) {
    return Map.of("endpoints", List.of(endpoints));
  }

  @Test
  void servicesComeAndGoWhole() {
    Map<String, Object> document = Map.of("strip", true);
    assertEquals(
        List.of(new Removed("/services/a~1b", document), new Added("/services/c", document)),
        Documents.difference(Map.of("a/b", document), Map.of("c", document)));
  }

  @Test
  void endpointsAreToldByTheirAddress() {
    assertEquals(
        List.of(
            new Removed("/services/books/endpoints/a:1", endpoint("a:1", 1)),
            new Replaced("/services/books/endpoints/b:1/weight", 1, 2),
            new Added("/services/books/endpoints/c:1", endpoint("c:1", 1))),
        steps(
            endpoints(endpoint("a:1", 1), endpoint("b:1", 1)),
            endpoints(endpoint("b:1", 2), endpoint("c:1", 1))));
  }

  @Test
  void anotherOrderOfTheSameEndpointsIsOneStep() {
    assertEquals(
        List.of(
            new Replaced(
                "/services/books/endpoints", List.of("a:1", "b:1"), List.of("b:1", "a:1"))),
        steps(
            endpoints(endpoint("a:1", 1), endpoint("b:1", 1)),
            endpoints(endpoint("b:1", 1), endpoint("a:1", 1))));
  }

  @Test
  void theOrderOfPathsHostsAndTagsHasNoMeaning() {
    assertEquals(
        List.of(),
        steps(Map.of("paths", List.of("/a", "/b")), Map.of("paths", List.of("/b", "/a"))));
    assertEquals(
        List.of(
            new Removed("/services/books/tags/red", "red"),
            new Added("/services/books/tags/blue", "blue")),
        steps(Map.of("tags", List.of("red", "x")), Map.of("tags", List.of("x", "blue"))));
  }

  @Test
  void aSettingOfTheSamePluginIsAStepAndAnotherPluginIsAnotherSection() {
    Map<String, Object> one = Map.of("limiter", Map.of("name", "bucket", "rate", 1));
    Map<String, Object> two = Map.of("limiter", Map.of("name", "bucket", "rate", 2));
    Map<String, Object> none = Map.of("limiter", Map.of("name", "none"));
    assertEquals(List.of(new Replaced("/services/books/limiter/rate", 1, 2)), steps(one, two));
    assertEquals(
        List.of(
            new Replaced(
                "/services/books/limiter",
                Map.of("name", "bucket", "rate", 1),
                Map.of("name", "none"))),
        steps(one, none));
  }

  @Test
  void filtersAreToldByTheirPlace() {
    Map<String, Object> a = Map.of("name", "a");
    Map<String, Object> b = Map.of("name", "b");
    assertEquals(
        List.of(
            new Replaced("/services/books/filters/0", a, b),
            new Removed("/services/books/filters/1", b)),
        steps(Map.of("filters", List.of(a, b)), Map.of("filters", List.of(b))));
  }

  @Test
  void numbersAreEqualIfTheirValuesAre() {
    assertEquals(List.of(), steps(Map.of("size", 1), Map.of("size", new BigDecimal("1.0"))));
    assertEquals(
        List.of(new Replaced("/services/books/size", 1, "1")),
        steps(Map.of("size", 1), Map.of("size", "1")));
  }
}
