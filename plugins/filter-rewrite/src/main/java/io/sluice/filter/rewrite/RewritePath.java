package io.sluice.filter.rewrite;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The form of a path that plugins see: the canonical one, and here without a slash at its end, so
 * that segments stay whole when paths are put together.
 */
final class RewritePath {

  private static final String UNRESERVED_MARKS = "-._~";
  private static final String OTHER_MARKS = "!$&'()*+,;=:@/";

  private RewritePath() {}

  /** What keeps the path from having that form; empty if it has it. */
  static Optional<String> flaw(String path) {
    if (!path.startsWith("/")) {
      return Optional.of("must start with a slash");
    }
    if (path.length() > 1 && path.endsWith("/")) {
      return Optional.of("must not end with a slash, since whole segments are replaced");
    }
    if (path.contains("//")) {
      return Optional.of("holds an empty segment, which no canonical path has");
    }
    for (String segment : path.split("/", -1)) {
      String name = segment.contains(";") ? segment.substring(0, segment.indexOf(';')) : segment;
      if (name.equals(".") || name.equals("..")) {
        return Optional.of("holds a dot segment, which no canonical path has");
      }
    }
    return characterFlaw(path);
  }

  private static Optional<String> characterFlaw(String path) {
    ByteBuffer escaped = ByteBuffer.allocate(path.length());
    for (int at = 0; at < path.length(); at++) {
      char c = path.charAt(at);
      if (c == '%') {
        int octet = octet(path, at);
        if (octet <= 0 || octet == '/' || octet == '\\' || isUnreserved(octet)) {
          return Optional.of(
              "an escape is % and two upper-case hexadecimal digits, and stands for no letter,"
                  + " digit, slash, backslash, NUL or one of - . _ ~");
        }
        escaped.put((byte) octet);
        at += 2;
      } else if (!isUnreserved(c) && OTHER_MARKS.indexOf(c) < 0) {
        return Optional.of("holds a character that must be percent-encoded");
      } else {
        escaped.put((byte) c);
      }
    }
    return isUtf8(escaped.flip()) ? Optional.empty() : Optional.of("its escapes are not UTF-8");
  }

  /** The byte that the escape stands for, or -1 if it is none or not in upper case. */
  private static int octet(String path, int at) {
    if (at + 2 >= path.length()) {
      return -1;
    }
    String digits = path.substring(at + 1, at + 3);
    boolean upperCase =
        digits.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F'));
    return upperCase ? HexFormat.fromHexDigits(digits) : -1;
  }

  private static boolean isUnreserved(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || UNRESERVED_MARKS.indexOf(c) >= 0;
  }

  private static boolean isUtf8(ByteBuffer bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(bytes);
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
