package io.sluice.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The description of the administration's interface, which every answer that a test sees is held
 * against: its path and method are known, its status and content type are described, and its
 * content is as the schema says.
 */
final class DescribedInterface {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final JsonNode DOCUMENT = read();
  private static final Map<JsonNode, Schema> KNOWN = new ConcurrentHashMap<>();

  /** What the listener answers, before any call is found, or if the gateway fails. */
  private static final Set<Integer> ANYWHERE =
      Set.of(400, 408, 413, 414, 417, 429, 431, 500, 501, 505);

  private DescribedInterface() {}

  private static JsonNode read() {
    try (InputStream file =
        DescribedInterface.class.getResourceAsStream("/io/sluice/runtime/admin/openapi.json")) {
      return MAPPER.readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the path is one that the administration keeps for itself. */
  static boolean isAbout(String path) {
    return path.matches("/(services|plugins|api|metrics|livez|readyz)(/.*)?");
  }

  /** Asserts that an answer is described. */
  static void check(HttpRequest request, HttpResponse<String> answer) {
    String what =
        "%s %s: %d %s"
            .formatted(request.method(), request.uri(), answer.statusCode(), answer.body());
    JsonNode operation = operation(request);
    if (operation.isMissingNode()) {
      assertTrue(Set.of(400, 401, 403, 404, 405, 415).contains(answer.statusCode()), what);
      checkContent(
          resolved(DOCUMENT.at("/components/responses/Refused")), request.method(), answer, what);
      return;
    }
    checkContent(response(operation, answer.statusCode(), what), request.method(), answer, what);
  }

  private static JsonNode operation(HttpRequest request) {
    String method = request.method().equals("HEAD") ? "GET" : request.method();
    String asked = canonical(request.uri());
    JsonNode best = MAPPER.missingNode();
    int literal = -1;
    for (Map.Entry<String, JsonNode> path : DOCUMENT.path("paths").properties()) {
      String pattern =
          List.of(path.getKey().split("/", -1)).stream()
              .map(segment -> segment.startsWith("{") ? "[^/]+" : Pattern.quote(segment))
              .reduce((one, other) -> one + "/" + other)
              .orElse("");
      int length = path.getKey().replaceAll("\\{[^}]*}", "").length();
      if (asked.matches(pattern) && length > literal) {
        literal = length;
        best = resolved(path.getValue()).path(method.toLowerCase(Locale.ROOT));
      }
    }
    return best;
  }

  /** The path as the gateway reads it: dot segments are none. */
  private static String canonical(URI uri) {
    return URI.create(uri.getRawPath().replaceAll("(?i)%2e", ".")).normalize().getRawPath();
  }

  private static JsonNode response(JsonNode operation, int status, String what) {
    JsonNode responses = operation.path("responses");
    for (String key : List.of(Integer.toString(status), status / 100 + "XX")) {
      if (responses.has(key)) {
        return resolved(responses.get(key));
      }
    }
    assertTrue(ANYWHERE.contains(status), () -> "not described: " + what);
    return resolved(responses.path("default"));
  }

  private static void checkContent(
      JsonNode response, String method, HttpResponse<String> answer, String what) {
    if (method.equals("HEAD")) {
      return;
    }
    if (!response.has("content")) {
      assertEquals("", answer.body(), what);
      return;
    }
    String type =
        answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "").strip();
    assertTrue(response.path("content").has(type), () -> type + " is not described: " + what);
    if (type.endsWith("json")) {
      Schema schema =
          KNOWN.computeIfAbsent(
              response.path("content").path(type).path("schema"), DescribedInterface::schema);
      List<Error> errors = schema.validate(answer.body(), InputFormat.JSON);
      assertEquals(List.of(), errors, what);
    }
  }

  /** A schema of the document, with all that it can refer to. */
  private static Schema schema(JsonNode schema) {
    ObjectNode root = MAPPER.createObjectNode();
    root.setAll((ObjectNode) schema);
    root.set("components", DOCUMENT.path("components"));
    return SCHEMAS.getSchema(root);
  }

  private static JsonNode resolved(JsonNode part) {
    return part.has("$ref")
        ? DOCUMENT.at(part.path("$ref").asText().substring("#".length()))
        : part;
  }
}
