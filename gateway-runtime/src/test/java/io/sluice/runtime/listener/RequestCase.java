package io.sluice.runtime.listener;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A case of {@code requests.txt}, whose head says how it reads.
 *
 * @param status what the one answer says, 0 for no answer
 * @param keep whether another request may follow
 * @param seen what the endpoint is to get
 * @param hidden what the endpoint is not to get
 * @param never whether the endpoint is to get nothing
 */
record RequestCase(
    String name,
    String bytes,
    int status,
    boolean keep,
    List<String> seen,
    List<String> hidden,
    boolean never) {

  private static final Pattern REPEAT = Pattern.compile("<<(\\d+)\\*((?:(?!<<).)*?)>>");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(r|n|t|\\\\|x[0-9a-f]{2})");

  /** All cases of the file. */
  static List<RequestCase> all() throws IOException {
    List<RequestCase> cases = new ArrayList<>();
    List<String> block = new ArrayList<>();
    for (String line : lines()) {
      if (line.isEmpty()) {
        if (!block.isEmpty()) {
          cases.add(parse(block));
        }
        block.clear();
      } else if (!line.startsWith("#")) {
        block.add(line);
      }
    }
    return cases;
  }

  private static List<String> lines() throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(RequestCase.class.getResourceAsStream("requests.txt")),
                StandardCharsets.ISO_8859_1))) {
      List<String> lines = new ArrayList<>(reader.lines().toList());
      lines.add("");
      return lines;
    }
  }

  private static RequestCase parse(List<String> block) {
    String name = "";
    StringBuilder bytes = new StringBuilder();
    List<String> seen = new ArrayList<>();
    List<String> hidden = new ArrayList<>();
    int status = -1;
    boolean keep = false;
    boolean never = false;
    for (String line : block) {
      int blank = line.indexOf(' ');
      String word = blank < 0 ? line : line.substring(0, blank);
      String rest = blank < 0 ? "" : line.substring(blank + 1);
      switch (word) {
        case "case" -> name = rest;
        case "send" -> bytes.append(decode(rest));
        case "want" -> {
          status = Integer.parseInt(rest.substring(0, rest.indexOf(' ')));
          keep = rest.endsWith(" keep");
        }
        case "seen" -> seen.add(decode(rest));
        case "hidden" -> hidden.add(decode(rest));
        case "never" -> never = true;
        default -> throw new IllegalArgumentException("not a word of a case: " + line);
      }
    }
    if (name.isEmpty() || bytes.isEmpty() || status < 0) {
      throw new IllegalArgumentException("not a whole case: " + block);
    }
    return new RequestCase(name, bytes.toString(), status, keep, seen, hidden, never);
  }

  /** The bytes that a text with escapes and repetitions stands for, a character each. */
  private static String decode(String text) {
    String plain = text;
    for (Matcher repeat = REPEAT.matcher(plain); repeat.find(); repeat = REPEAT.matcher(plain)) {
      String repeated = repeat.group(2).repeat(Integer.parseInt(repeat.group(1)));
      plain = plain.substring(0, repeat.start()) + repeated + plain.substring(repeat.end());
    }
    return ESCAPE
        .matcher(plain)
        .replaceAll(escape -> Matcher.quoteReplacement(unescape(escape.group(1))));
  }

  private static String unescape(String escape) {
    return switch (escape.charAt(0)) {
      case 'r' -> "\r";
      case 'n' -> "\n";
      case 't' -> "\t";
      case 'x' -> String.valueOf((char) Integer.parseInt(escape.substring(1), 16));
      default -> "\\";
    };
  }

  @Override
  public String toString() {
    return name;
  }
}
