package io.sluice.runtime.rest;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path some of whose segments may be anything, such as {@code /services/{name}}.
 *
 * @param text how it is written
 */
public record PathTemplate(String text) {

  /** Refuses what is no path. */
  public PathTemplate {
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException("a path starts with a slash: " + text);
    }
  }

  /**
   * What the variable segments are in a path, decoded, if the path is of this template. None of
   * them is empty.
   *
   * @param path a canonical path
   */
  public Optional<Map<String, String>> match(String path) {
    List<String> wanted = segments(text);
    List<String> found = segments(path);
    if (wanted.size() != found.size()) {
      return Optional.empty();
    }
    Map<String, String> variables = new LinkedHashMap<>();
    for (int i = 0; i < wanted.size(); i++) {
      String segment = wanted.get(i);
      if (isVariable(segment) && !found.get(i).isEmpty()) {
        variables.put(segment.substring(1, segment.length() - 1), decoded(found.get(i)));
      } else if (!segment.equals(found.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(variables);
  }

  private static boolean isVariable(String segment) {
    return segment.startsWith("{") && segment.endsWith("}");
  }

  private static String decoded(String segment) {
    return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static List<String> segments(String path) {
    return List.of(path.split("/", -1));
  }
}
