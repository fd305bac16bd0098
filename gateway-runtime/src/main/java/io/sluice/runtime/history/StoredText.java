package io.sluice.runtime.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form in which edits and configurations are kept: JSON, with the number of the form, so that
 * what a later version has written is told from what is damaged. Safe for any thread.
 */
final class StoredText {

  private static final int FORM = 1;
  private static final JsonFactory FACTORY =
      JsonFactory.builder().recyclerPool(JsonRecyclerPools.nonRecyclingPool()).build();

  private StoredText() {}

  private interface Content {
    void writeTo(JsonGenerator json) throws IOException;
  }

  static byte[] of(Edit edit) {
    return write(json -> {
      json.writeStringField("at", edit.at().toString());
      json.writeStringField("author", edit.author());
      json.writeStringField("what", edit.what());
      member(json, "effects", edit.effects());
      member(json, "before", edit.before());
      member(json, "after", edit.after());
    });
  }

  static byte[] of(Map<String, Stored> services) {
    return write(json -> {
      json.writeObjectFieldStart("services");
      for (Map.Entry<String, Stored> service : services.entrySet()) {
        json.writeObjectFieldStart(service.getKey());
        json.writeNumberField("revision", service.getValue().revision());
        member(json, "document", service.getValue().document());
        json.writeEndObject();
      }
      json.writeEndObject();
    });
  }

  private static byte[] write(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 10);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeNumberField("form", FORM);
      content.writeTo(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void member(JsonGenerator json, String name, Object value) throws IOException {
    json.writeFieldName(name);
    value(json, value);
  }

  private static void value(JsonGenerator json, Object value) throws IOException {
    switch (value) {
      case Map<?, ?> map -> {
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          member(json, String.valueOf(entry.getKey()), entry.getValue());
        }
        json.writeEndObject();
      }
      case List<?> list -> {
        json.writeStartArray();
        for (Object element : list) {
          value(json, element);
        }
        json.writeEndArray();
      }
      case Boolean flag -> json.writeBoolean(flag);
      case Number number -> json.writeNumber(number.toString());
      default -> json.writeString(value.toString());
    }
  }

  /**
   * Reads an edit.
   *
   * @throws IOException if it is none, or of another form
   */
  static Edit edit(byte[] bytes) throws IOException {
    Map<?, ?> map = read(bytes);
    try {
      return new Edit(
          Instant.parse(text(map, "at")),
          text(map, "author"),
          text(map, "what"),
          texts(map.get("effects")),
          documents(map.get("before")),
          documents(map.get("after")));
    } catch (DateTimeException e) {
      throw new IOException("no time is in a revision", e);
    }
  }

  /**
   * Reads a configuration.
   *
   * @throws IOException if it is none, or of another form
   */
  static Map<String, Stored> services(byte[] bytes) throws IOException {
    Map<String, Stored> services = new LinkedHashMap<>();
    for (Map.Entry<String, Map<String, Object>> service :
        documents(read(bytes).get("services")).entrySet()) {
      if (!(service.getValue().get("revision") instanceof Number revision)) {
        throw new IOException("service " + service.getKey() + " has no revision");
      }
      services.put(
          service.getKey(),
          new Stored(revision.longValue(), object(service.getValue().get("document"))));
    }
    return services;
  }

  private static Map<?, ?> read(byte[] bytes) throws IOException {
    try (JsonParser parser = FACTORY.createParser(bytes)) {
      parser.nextToken();
      Map<String, Object> map = object(value(parser));
      if (!(map.get("form") instanceof Number form) || form.longValue() != FORM) {
        throw new IOException(
            "it was written in form " + map.get("form") + "; this version knows form " + FORM);
      }
      return map;
    }
  }

  private static Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, Object> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String key = parser.currentName();
          parser.nextToken();
          map.put(key, value(parser));
        }
        yield map;
      }
      case START_ARRAY -> {
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(parser));
        }
        yield list;
      }
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case null, default -> throw new IOException("it is no document");
    };
  }

  private static String text(Map<?, ?> map, String key) throws IOException {
    if (map.get(key) instanceof String text) {
      return text;
    }
    throw new IOException("a revision has no " + key);
  }

  private static List<String> texts(@Nullable Object value) throws IOException {
    if (value instanceof List<?> list) {
      return list.stream().map(String::valueOf).toList();
    }
    throw new IOException("a list is missing");
  }

  private static Map<String, Map<String, Object>> documents(@Nullable Object value)
      throws IOException {
    Map<String, Map<String, Object>> documents = new LinkedHashMap<>();
    for (Map.Entry<String, Object> entry : object(value).entrySet()) {
      documents.put(entry.getKey(), object(entry.getValue()));
    }
    return documents;
  }

  @SuppressWarnings("unchecked") // every map in a document has text keys
  private static Map<String, Object> object(@Nullable Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw new IOException("an object is missing");
  }
}
