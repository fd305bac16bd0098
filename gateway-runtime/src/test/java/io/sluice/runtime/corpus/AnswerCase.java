package io.sluice.runtime.corpus;

import io.sluice.runtime.corpus.CaseFile.Line;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A case of {@code answers.txt}, whose head says how it reads.
 *
 * @param ask the method that the client uses, or {@code HTTP/1.0}
 * @param bytes what the endpoint sends at once
 * @param later what it sends when the client has seen something
 * @param then what the endpoint does afterwards
 * @param want what the client gets
 * @param reuse whether the connection to the endpoint serves another request
 * @param seen what the client is to get
 * @param hidden what the client is not to get
 * @param why what is to be said where other gateways see it in another way; empty if nothing is
 */
public record AnswerCase(
    String name,
    String ask,
    String bytes,
    Optional<String> later,
    Then then,
    Want want,
    boolean reuse,
    List<String> seen,
    List<String> hidden,
    String why) {

  /** What the endpoint does when it has sent all. */
  enum Then {
    WAIT,
    CLOSE,
    RESET
  }

  /** What the client gets. */
  sealed interface Want {

    /** A whole answer of that status. */
    record Whole(int status) implements Want {}

    /** The head of a 200 and a message that visibly ends early. */
    record Cut() implements Want {}

    /** The gateway's 502, or what {@link Cut} says. */
    record Broken() implements Want {}

    static Want of(String text) {
      return switch (text) {
        case "cut" -> new Cut();
        case "broken" -> new Broken();
        default -> new Whole(Integer.parseInt(text));
      };
    }
  }

  /** All cases of the file. */
  public static List<AnswerCase> all() throws IOException {
    return CaseFile.blocks("answers.txt").stream().map(AnswerCase::parse).toList();
  }

  /** The method of the client's request. */
  String method() {
    return ask.startsWith("HTTP/") ? "GET" : ask;
  }

  /** The client's request, with fields besides the Host. */
  String request(String path, String fields) {
    String version = ask.startsWith("HTTP/") ? ask : "HTTP/1.1";
    return method() + " " + path + " " + version + "\r\nHost: a\r\n" + fields + "\r\n";
  }

  private static AnswerCase parse(List<Line> block) {
    String name = "";
    String ask = "GET";
    String why = "";
    StringBuilder bytes = new StringBuilder();
    Optional<String> later = Optional.empty();
    Then then = Then.WAIT;
    String[] want = {};
    List<String> seen = new ArrayList<>();
    List<String> hidden = new ArrayList<>();
    for (Line line : block) {
      switch (line.word()) {
        case "case" -> name = line.text();
        case "ask" -> ask = line.text();
        case "send" -> bytes.append(line.bytes());
        case "later" -> later = Optional.of(line.bytes());
        case "then" -> then = Then.valueOf(line.text().toUpperCase(Locale.ROOT));
        case "want" -> want = line.text().split(" ", 2);
        case "seen" -> seen.add(line.bytes());
        case "hidden" -> hidden.add(line.bytes());
        case "why" -> why = line.text();
        default -> throw line.unknown();
      }
    }
    if (name.isEmpty() || want.length != 2) {
      throw new IllegalArgumentException("not a whole case: " + block);
    }
    boolean reuse = want[1].equals("reuse");
    return new AnswerCase(
        name, ask, bytes.toString(), later, then, Want.of(want[0]), reuse, seen, hidden, why);
  }

  @Override
  public String toString() {
    return name;
  }
}
