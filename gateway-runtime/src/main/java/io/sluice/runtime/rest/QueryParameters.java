package io.sluice.runtime.rest;

import io.sluice.api.plugin.Settings;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The parameters of a query, decoded. Every fault is a {@link BadRequestException} that names the
 * parameter. Immutable.
 */
public final class QueryParameters {

  /** No parameters. */
  public static final QueryParameters NONE = new QueryParameters(Map.of());

  private final Map<String, List<String>> values;

  private QueryParameters(Map<String, List<String>> values) {
    this.values = values;
  }

  /**
   * Reads a query.
   *
   * @param query with its leading question mark, or empty
   */
  public static QueryParameters parse(String query) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String pair : query.replaceFirst("^\\?", "").split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
        values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
      }
    }
    return new QueryParameters(values);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw new BadRequestException(text, "has a percent sign without two hexadecimal digits");
    }
  }

  /** Refuses parameters that are not among these, naming the nearest of them. */
  public void allowOnly(Set<String> known) {
    for (String name : values.keySet()) {
      if (!known.contains(name)) {
        throw new BadRequestException(name, "parameter " + Settings.unknown(name, known));
      }
    }
  }

  /** A parameter that may be there once. */
  public Optional<String> one(String name) {
    List<String> all = all(name);
    if (all.size() > 1) {
      throw new BadRequestException(name, "is given more than once");
    }
    return all.stream().findFirst();
  }

  /** A parameter that may be there several times. */
  public List<String> all(String name) {
    return List.copyOf(values.getOrDefault(name, List.of()));
  }

  /** True or false; false if it is not there. */
  public boolean flag(String name) {
    return switch (one(name).orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new BadRequestException(name, "must be true or false");
    };
  }

  /** A whole number within a range, or the default if it is not there. */
  public long integer(String name, long otherwise, long least, long most) {
    String text = one(name).orElse(Long.toString(otherwise));
    boolean isShort = text.matches("[0-9]{1,18}");
    long number = isShort ? Long.parseLong(text) : -1;
    if (one(name).isPresent() && (number < least || number > most)) {
      throw new BadRequestException(name, "must be a whole number from " + least + " to " + most);
    }
    return isShort ? number : otherwise;
  }
}
