package io.sluice.runtime.corpus;

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
 * A text file of cases beside this class: blocks of lines, each a word and its text, ended by an
 * empty line. A line that begins with a hash mark is a remark.
 */
final class CaseFile {

  private static final Pattern REPEAT = Pattern.compile("<<(\\d+)\\*((?:(?!<<).)*?)>>");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(r|n|t|\\\\|x[0-9a-f]{2})");

  private CaseFile() {}

  /** A line of a block. */
  record Line(String word, String text) {

    static Line of(String line) {
      int blank = line.indexOf(' ');
      return blank < 0
          ? new Line(line, "")
          : new Line(line.substring(0, blank), line.substring(blank + 1));
    }

    /** The bytes that the text stands for, a character each. */
    String bytes() {
      return decode(text);
    }

    IllegalArgumentException unknown() {
      return new IllegalArgumentException("not a word of a case: " + word + " " + text);
    }
  }

  /** The blocks of a file. */
  static List<List<Line>> blocks(String file) throws IOException {
    List<List<Line>> blocks = new ArrayList<>();
    List<Line> block = new ArrayList<>();
    for (String line : lines(file)) {
      if (!line.isEmpty() && !line.startsWith("#")) {
        block.add(Line.of(line));
      } else if (line.isEmpty() && !block.isEmpty()) {
        blocks.add(List.copyOf(block));
        block.clear();
      }
    }
    return blocks;
  }

  private static List<String> lines(String file) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(CaseFile.class.getResourceAsStream(file)),
                StandardCharsets.ISO_8859_1))) {
      List<String> lines = new ArrayList<>(reader.lines().toList());
      lines.add("");
      return lines;
    }
  }

  /** Takes {@code <<9*ab>>} nine times, then the escapes for what they stand for. */
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
}
