package io.sluice.runtime.corpus;

import io.sluice.runtime.corpus.CaseFile.Line;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A case of {@code requests.txt}, whose head says how it reads.
 *
 * @param status what the one answer says, 0 for no answer
 * @param then what becomes of the connection
 * @param seen what the endpoint is to get
 * @param hidden what the endpoint is not to get
 * @param never whether the endpoint is to get nothing
 * @param why what is to be said where other gateways see it in another way; empty if nothing is
 */
public record RequestCase(
    String name,
    String bytes,
    int status,
    Then then,
    List<String> seen,
    List<String> hidden,
    boolean never,
    String why) {

  /** What becomes of a connection after the answer. */
  enum Then {
    /** The next request is answered, too. */
    KEEP,
    /** Nothing more is answered. */
    CLOSE,
    /** As the answer says. */
    EITHER
  }

  /** All cases of the file. */
  public static List<RequestCase> all() throws IOException {
    return CaseFile.blocks("requests.txt").stream().map(RequestCase::parse).toList();
  }

  /** Whether the gateway answers by itself, having found fault with the bytes or the path. */
  boolean refused() {
    return status >= 400;
  }

  /** Whether the answer has no body, whatever its head says. */
  boolean isHead() {
    return bytes.startsWith("HEAD ");
  }

  private static RequestCase parse(List<Line> block) {
    String name = "";
    String why = "";
    StringBuilder bytes = new StringBuilder();
    List<String> seen = new ArrayList<>();
    List<String> hidden = new ArrayList<>();
    int status = -1;
    Then then = Then.CLOSE;
    boolean never = false;
    for (Line line : block) {
      switch (line.word()) {
        case "case" -> name = line.text();
        case "send" -> bytes.append(line.bytes());
        case "want" -> {
          String[] want = line.text().split(" ", 2);
          status = Integer.parseInt(want[0]);
          then = Then.valueOf(want[1].toUpperCase(Locale.ROOT));
        }
        case "seen" -> seen.add(line.bytes());
        case "hidden" -> hidden.add(line.bytes());
        case "never" -> never = true;
        case "why" -> why = line.text();
        default -> throw line.unknown();
      }
    }
    if (name.isEmpty() || bytes.isEmpty() || status < 0) {
      throw new IllegalArgumentException("not a whole case: " + block);
    }
    return new RequestCase(name, bytes.toString(), status, then, seen, hidden, never, why);
  }

  @Override
  public String toString() {
    return name;
  }
}
