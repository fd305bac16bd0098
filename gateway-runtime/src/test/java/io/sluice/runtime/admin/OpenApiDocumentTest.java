package io.sluice.runtime.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.runtime.rest.PathTemplate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The document of the interface against the table of what there is: each names what the other does.
 */
final class OpenApiDocumentTest {

  private static final Set<String> METHODS = Set.of("GET", "PUT", "POST", "DELETE");

  private final Map<String, Object> document =
      map(JsonDocument.read(OpenApiDocument.text().getBytes(StandardCharsets.UTF_8)));

  @Test
  void everyMethodOfEveryResourceIsDescribedWithItsParametersAndNothingElseIs() {
    try (AdminFixture admin = new AdminFixture()) {
      assertEquals(served(AdminApi.table(admin.rooms(), new JsonBody(false))), described());
    }
  }

  @Test
  void itIsServedAsItIs() throws IOException {
    try (AdminFixture admin = new AdminFixture()) {
      String answer = admin.get("/api/v1/openapi.json").text();
      assertEquals(
          OpenApiDocument.text(),
          answer.substring(answer.indexOf("\r\n\r\n") + "\r\n\r\n".length()));
    }
  }

  /** The parameters by path and method. */
  private static Map<String, Set<String>> served(ResourceTable table) {
    Map<String, Set<String>> operations = new TreeMap<>();
    for (Map.Entry<PathTemplate, Resource> entry : table.resources().entrySet()) {
      entry
          .getValue()
          .methods()
          .forEach((method, action) ->
              operations.put(
                  method + " " + entry.getKey().text(), new TreeSet<>(action.parameters())));
    }
    return operations;
  }

  private Map<String, Set<String>> described() {
    Map<String, Set<String>> operations = new TreeMap<>();
    map(get(document, "paths"))
        .forEach((path, item) ->
            resolved(item)
                .forEach((key, operation) -> {
                  String method = key.toUpperCase(Locale.ROOT);
                  if (METHODS.contains(method)) {
                    operations.put(method + " " + path, queryParameters(map(operation)));
                  }
                }));
    return operations;
  }

  private Set<String> queryParameters(Map<String, Object> operation) {
    Set<String> names = new TreeSet<>();
    for (Object parameter : list(operation.getOrDefault("parameters", List.of()))) {
      Map<String, Object> one = resolved(parameter);
      if (get(one, "in").equals("query")) {
        names.add((String) get(one, "name"));
      }
    }
    return names;
  }

  /** A part of the document, in the place of one that refers to it. */
  private Map<String, Object> resolved(Object part) {
    if (!(map(part).get("$ref") instanceof String reference)) {
      return map(part);
    }
    Map<String, Object> found = document;
    for (String segment : List.of(reference.substring("#/".length()).split("/", -1))) {
      found = map(get(found, segment.replace("~1", "/").replace("~0", "~")));
    }
    return found;
  }

  private static Object get(Map<String, Object> part, String key) {
    Object value = part.get(key);
    if (value == null) {
      throw new AssertionError(key + " is not among " + part.keySet());
    }
    return value;
  }

  private static List<?> list(Object value) {
    return new ArrayList<>((List<?>) value);
  }

  @SuppressWarnings("unchecked") // every map in a document has text keys
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }
}
