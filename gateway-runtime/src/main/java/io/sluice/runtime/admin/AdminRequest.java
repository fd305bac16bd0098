package io.sluice.runtime.admin;

import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * A request to the administration.
 *
 * @param method the method as sent
 * @param path the path as sent, without the query
 * @param fields the value of a field by its name
 * @param body the content; used once, by the request's thread
 */
record AdminRequest(
    String method, String path, Function<String, Optional<String>> fields, InputStream body) {

  /** The value of a field, empty if it was not sent. */
  String field(String name) {
    return fields.apply(name).orElse("");
  }

  /** The content type without its parameters, in lower case; empty if it was not sent. */
  String mediaType() {
    String value = field("Content-Type");
    int semicolon = value.indexOf(';');
    return (semicolon < 0 ? value : value.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
  }

  /** The same request for another path. */
  AdminRequest withPath(String newPath) {
    return new AdminRequest(method, newPath, fields, body);
  }
}
