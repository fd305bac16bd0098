package io.sluice.filter.apikey;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A query, split into what one parameter says and all the rest.
 *
 * @param values the values of the parameter, decoded, one byte a character
 * @param rest the query without it, as it was sent: with its question mark, or empty
 */
record ApiKeyQuery(List<String> values, String rest) {

  ApiKeyQuery {
    values = List.copyOf(values);
  }

  /**
   * Splits a query.
   *
   * @param query with its question mark, or empty
   */
  static ApiKeyQuery of(String query, String parameter) {
    if (query.isEmpty()) {
      return new ApiKeyQuery(List.of(), query);
    }
    List<String> values = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (String pair : query.substring(1).split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      if (decoded(name).equals(parameter)) {
        values.add(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
      } else {
        others.add(pair);
      }
    }
    if (values.isEmpty()) {
      return new ApiKeyQuery(values, query);
    }
    return new ApiKeyQuery(values, others.isEmpty() ? "" : "?" + String.join("&", others));
  }

  /** The text that was meant; the text itself if its escapes are broken. */
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
