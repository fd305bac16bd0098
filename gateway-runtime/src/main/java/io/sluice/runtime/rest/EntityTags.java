package io.sluice.runtime.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a client knows of a resource: the value of If-Match or If-None-Match (RFC 9110 13.1). */
public sealed interface EntityTags {

  /** That it is there, whatever it is: {@code *}. */
  record Any() implements EntityTags {}

  /** One of these is what it knows. */
  record Listed(List<Tag> tags) implements EntityTags {

    /** Copies the list. */
    public Listed {
      tags = List.copyOf(tags);
    }
  }

  /**
   * An entity tag.
   *
   * @param isWeak whether it stands for what means the same only
   * @param opaque what stands between the quotes
   */
  record Tag(boolean isWeak, String opaque) {

    /** The strong tag of a revision. */
    public static Tag of(long revision) {
      return new Tag(false, Long.toString(revision));
    }

    /** As it is sent. */
    @Override
    public String toString() {
      return (isWeak ? "W/" : "") + '"' + opaque + '"';
    }
  }

  /**
   * Reads a value.
   *
   * @param field the field's name
   * @param lines the values of all its lines
   */
  static EntityTags parse(String field, List<String> lines) {
    String value = String.join(",", lines).strip();
    return value.equals("*") ? new Any() : new Listed(Reading.tags(field, value));
  }

  /** Reads lists of tags. */
  final class Reading {

    private static final Pattern TAG = Pattern.compile("(W/)?\"([\\x21\\x23-\\x7e\\x80-\\xff]*)\"");

    private Reading() {}

    private static List<Tag> tags(String field, String value) {
      List<Tag> tags = new ArrayList<>();
      Matcher matcher = TAG.matcher(value);
      int at = skip(value, 0, field, false);
      while (at < value.length()) {
        if (!matcher.find(at) || matcher.start() != at) {
          throw malformed(field);
        }
        tags.add(new Tag(matcher.group(1) != null, matcher.group(2)));
        at = skip(value, matcher.end(), field, true);
      }
      if (tags.isEmpty()) {
        throw malformed(field);
      }
      return tags;
    }

    /** The place of the next tag, behind the commas and white space before it. */
    private static int skip(String value, int from, String field, boolean needsComma) {
      int at = from;
      boolean comma = false;
      while (at < value.length() && " \t,".indexOf(value.charAt(at)) >= 0) {
        comma |= value.charAt(at) == ',';
        at++;
      }
      if (needsComma && !comma && at < value.length()) {
        throw malformed(field);
      }
      return at;
    }

    private static BadRequestException malformed(String field) {
      return new BadRequestException(field, "expected \"*\", or entity tags such as \"17\"");
    }
  }
}
