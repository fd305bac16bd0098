package io.sluice.runtime.admin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a JSON document (RFC 8259) into maps, lists, texts, numbers and booleans, and takes nothing
 * that could be read in two ways: no key twice, nothing after the end, no deep nesting, only UTF-8.
 */
final class JsonDocument {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(32)
                  .maxNumberLength(100)
                  .maxStringLength(64 << 10)
                  .maxNameLength(1 << 10)
                  .build())
          .build();

  private JsonDocument() {}

  /**
   * Reads a document.
   *
   * @throws ProblemException if it is not well-formed, with line and column, or has a null, with
   *     its place
   */
  static Object read(byte[] bytes) {
    try (JsonParser parser = FACTORY.createParser(decode(bytes))) {
      if (parser.nextToken() == null) {
        throw new ProblemException(Problem.malformed("The body is empty", 1, 1));
      }
      Object document = value(parser, "");
      if (parser.nextToken() != null) {
        JsonLocation at = parser.currentTokenLocation();
        throw malformed("Something follows the end of the document", at);
      }
      return document;
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation(); // none if a bound was passed
      throw malformed(e.getOriginalMessage(), at == null ? JsonLocation.NA : at);
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
  }

  private static String decode(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      throw new ProblemException(Problem.malformed("The body is not UTF-8", 1, 1));
    }
  }

  private static Object value(JsonParser parser, String pointer) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> map(parser, pointer);
      case START_ARRAY -> list(parser, pointer);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL ->
          throw new ProblemException(Problem.invalid(pointer, "null is no value here"));
      case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw malformed("A value is missing", parser.currentTokenLocation());
    };
  }

  private static Map<String, Object> map(JsonParser parser, String pointer) throws IOException {
    Map<String, Object> map = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      parser.nextToken();
      map.put(key, value(parser, pointer + "/" + key.replace("~", "~0").replace("/", "~1")));
    }
    return map;
  }

  private static List<Object> list(JsonParser parser, String pointer) throws IOException {
    List<Object> list = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      list.add(value(parser, pointer + "/" + list.size()));
    }
    return list;
  }

  private static ProblemException malformed(String detail, JsonLocation at) {
    return new ProblemException(
        Problem.malformed(detail, Math.max(at.getLineNr(), 1), Math.max(at.getColumnNr(), 1)));
  }
}
