package io.sluice.runtime.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A part of a document that came from a gateway, which may be of another version: what is not
 * there, or is something else, counts as empty.
 *
 * @param value maps, lists, texts, numbers, booleans
 */
public record Document(Object value) {

  /** A document without members. */
  public static final Document EMPTY = new Document(Map.of());

  /** A document of one value. */
  public static Document of(Object value) {
    return new Document(value);
  }

  /** What stands under a key. */
  public Document at(String key) {
    Object found = value instanceof Map<?, ?> map ? map.get(key) : null;
    return found == null ? EMPTY : new Document(found);
  }

  /** The elements of a list. */
  public List<Document> elements() {
    return value instanceof List<?> list
        ? list.stream().map(element -> new Document(plain(element))).toList()
        : List.of();
  }

  private static Object plain(@Nullable Object element) {
    return element == null ? "" : element;
  }

  /** The members of a map, null ones left out. */
  public Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, member) -> {
        if (member != null) {
          members.put(String.valueOf(key), member);
        }
      });
    }
    return members;
  }

  /** Whether there is nothing. */
  public boolean isEmpty() {
    return value instanceof Map<?, ?> map && map.isEmpty();
  }

  /** A plain value as a text that may be printed; empty if there is none. */
  public String text() {
    return value instanceof Map<?, ?> || value instanceof List<?> ? "" : Printable.of(value);
  }

  /** Texts in a list, to be printed in one cell. */
  public String texts() {
    return String.join(" ", elements().stream().map(Document::text).toList());
  }
}
