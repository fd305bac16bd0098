package io.sluice.runtime.admin;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why a request to the administration is refused, as a problem document (RFC 9457) tells it.
 *
 * @param status the status code of the answer
 * @param code the kind of problem, in lower case with hyphens
 * @param title the kind of problem, for people
 * @param detail what is wrong with this request
 * @param place where in the request's document, by the names {@code pointer}, {@code line} and
 *     {@code column}
 */
record Problem(int status, String code, String title, String detail, Map<String, Object> place) {

  /** Copies the map. */
  Problem {
    place = Map.copyOf(place);
  }

  /** A problem of the request as a whole. */
  static Problem of(int status, String code, String title, String detail) {
    return new Problem(status, code, title, detail, Map.of());
  }

  /** No such resource. */
  static Problem notFound(String detail) {
    return of(404, "not-found", "Not found", detail);
  }

  /** A value is not acceptable. */
  static Problem invalid(String pointer, String detail) {
    return new Problem(
        422, "invalid-value", "A value is not acceptable", detail, Map.of("pointer", pointer));
  }

  /** The document is not well-formed. */
  static Problem malformed(String detail, int line, int column) {
    return new Problem(
        400,
        "malformed-json",
        "The body is not well-formed JSON",
        detail,
        Map.of("line", line, "column", column));
  }

  /** The answer that tells it. */
  Reply reply() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("type", "urn:sluice:problem:" + code);
    document.put("title", title);
    document.put("status", status);
    document.put("code", code);
    document.put("detail", detail);
    document.putAll(place);
    Reply reply = Reply.of(status, "application/problem+json", JsonText.write(document));
    return status == 401 ? reply.with("WWW-Authenticate", "Bearer") : reply; // RFC 9110 15.5.2
  }
}
