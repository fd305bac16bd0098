package io.sluice.runtime.client;

import java.util.List;
import java.util.Map;

/** A problem document (RFC 9457) for people: what is wrong, then each fault with its place. */
final class ProblemText {

  private ProblemText() {}

  static String of(int status, Document problem) {
    String title = problem.at("title").text();
    String detail = problem.at("detail").text();
    StringBuilder text = new StringBuilder();
    text.append(title.isEmpty() ? "the gateway answered " + status : title + " (" + status + ")");
    List<Document> errors = problem.at("errors").elements();
    if (!errors.isEmpty()) {
      errors.forEach(error ->
          text.append("\n  ").append(fault(error.at("pointer").text(), error.at("detail").text())));
    } else if (!detail.isEmpty()) {
      text.append(": ").append(fault(place(problem), detail));
    }
    return text.toString();
  }

  private static String place(Document problem) {
    String line = problem.at("line").text();
    return line.isEmpty()
        ? problem.at("pointer").text()
        : "line " + line + ", column " + problem.at("column").text();
  }

  private static String fault(String place, String detail) {
    return place.isEmpty() ? detail : place + ": " + detail;
  }

  /** The document in a content, which may be something else, such as a page of a proxy. */
  static Document parse(String content) {
    try {
      Object document = Json.read(content);
      return new Document(document == null ? Map.of() : document);
    } catch (IllegalArgumentException _) {
      return Document.EMPTY;
    }
  }
}
