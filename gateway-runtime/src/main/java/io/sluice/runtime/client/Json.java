package io.sluice.runtime.client;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.regex.Pattern;

/** Documents of maps, lists, texts, numbers and booleans as JSON. */
public final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private Json() {}

  /**
   * Reads a document.
   *
   * @throws IllegalArgumentException if it is not well-formed; the message says where
   */
  public static Object read(String text) {
    try {
      return MAPPER.readValue(text, Object.class);
    } catch (JacksonException e) {
      String place =
          e.getLocation() == null
              ? ""
              : "line %d, column %d: "
                  .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
      throw new IllegalArgumentException(place + e.getOriginalMessage(), e);
    }
  }

  /** A document on several lines, for people, that no terminal takes for more than text. */
  public static String pretty(Object document) {
    return write(MAPPER.writerWithDefaultPrettyPrinter(), document);
  }

  /** A document on one line. */
  public static String line(Object document) {
    return write(MAPPER.writer(), document);
  }

  private static String write(ObjectWriter writer, Object document) {
    try {
      return escaped(writer.writeValueAsString(document));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a document of plain values", e);
    }
  }

  /** Such characters stand in texts only, since JSON has none of them elsewhere. */
  private static String escaped(String json) {
    return Printable.STEERING
        .matcher(json)
        .replaceAll(match ->
            match.group().equals("\n")
                ? "\n"
                : "\\\\u%04x".formatted((int) match.group().charAt(0)));
  }

  /** Whether a text begins as a JSON document of more than one value does. */
  static boolean isLikely(String text) {
    return Pattern.compile("^\\s*[\\[{]").matcher(text).find();
  }
}
