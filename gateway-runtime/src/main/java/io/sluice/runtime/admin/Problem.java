package io.sluice.runtime.admin;

import io.sluice.api.plugin.SettingsException;
import io.sluice.runtime.registry.Faults;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Why a request to the administration is refused, as a problem document (RFC 9457) tells it.
 *
 * @param status the status code of the answer
 * @param code the kind of problem, in lower case with hyphens
 * @param title the kind of problem, for people
 * @param detail what is wrong with this request
 * @param place where in the request's document, by the names {@code pointer}, {@code line} and
 *     {@code column}; where there may be several, also {@code errors} with the pointer and the
 *     detail of each
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
    return invalid(List.of(new SettingsException(pointer, detail)));
  }

  /** Some values are not acceptable: all that the exception stands for. */
  static Problem invalid(SettingsException fault) {
    return invalid(Faults.all(fault));
  }

  /** Some values are not acceptable; the first is told as if it were alone. */
  static Problem invalid(List<SettingsException> faults) {
    List<Map<String, String>> errors =
        faults.stream()
            .map(fault -> Map.of("pointer", fault.pointer(), "detail", fault.problem()))
            .toList();
    SettingsException first = faults.getFirst();
    return new Problem(
        422,
        "invalid-value",
        "A value is not acceptable",
        first.problem(),
        Map.of("pointer", first.pointer(), "errors", errors));
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
    return Reply.of(status, "application/problem+json", JsonText.write(document));
  }
}
