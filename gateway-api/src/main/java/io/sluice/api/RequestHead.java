package io.sluice.api;

/**
 * What a request says before its body, as every stage and plugin sees it.
 *
 * @param method the method, a token in the case it was sent in
 * @param scheme {@code http} or {@code https}: how the client reached the gateway
 * @param authority the host, with its port if it was sent with one (RFC 3986 section 3.2); empty if
 *     an HTTP/1.0 client named none
 * @param path the canonical path: starts with a slash, dot segments removed, percent-encoded
 *     unreserved bytes decoded
 * @param query the query as sent with its leading question mark, or empty if there was none
 * @param headers the field lines, without those that concern one connection only
 */
public record RequestHead(
    String method, String scheme, String authority, String path, String query, Headers headers) {

  /** Refuses a head that could not be written as a request. */
  public RequestHead {
    if (!FieldSyntax.isToken(method)) {
      throw new IllegalArgumentException("not a method: \"" + method + "\"");
    }
    if (path.isEmpty() || (path.charAt(0) != '/' && !path.equals("*"))) {
      throw new IllegalArgumentException("a path starts with a slash: \"" + path + "\"");
    }
    if (!query.isEmpty() && query.charAt(0) != '?') {
      throw new IllegalArgumentException("a query starts with a question mark");
    }
  }

  /** The same head with another path. */
  public RequestHead withPath(String newPath) {
    return new RequestHead(method, scheme, authority, newPath, query, headers);
  }

  /** The same head with other fields. */
  public RequestHead withHeaders(Headers newHeaders) {
    return new RequestHead(method, scheme, authority, path, query, newHeaders);
  }
}
