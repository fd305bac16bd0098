package io.sluice.runtime.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Writes documents made of maps, lists, texts, numbers and booleans as JSON, for people to read.
 */
final class JsonText {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private JsonText() {}

  static String write(Object document) {
    return write(MAPPER.writer(), document) + "\n";
  }

  /** The same, for programs, on one line without an end. */
  static String line(Object document) {
    return write(MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT), document);
  }

  private static String write(ObjectWriter writer, Object document) {
    try {
      return writer.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a document of plain values", e);
    }
  }
}
