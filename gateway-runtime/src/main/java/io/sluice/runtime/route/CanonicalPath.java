package io.sluice.runtime.route;

/**
 * The one form of a request's path that routes are matched with, plugins see and endpoints get (RFC
 * 3986 section 6.2.2).
 *
 * <p>Percent-encoded unreserved bytes are decoded, the digits of the other escapes are upper-cased,
 * repeated slashes become one, and dot segments are removed without ever leaving the root. All else
 * stays as it was sent. Refused is what two readers could take for different paths: a NUL, a
 * backslash, bytes that are no UTF-8, and a dot segment hidden in front of a parameter ({@code
 * ..;x}) or beside an encoded slash ({@code ..%2F}). The form of a form is itself.
 */
public sealed interface CanonicalPath {

  /**
   * The path in its form.
   *
   * @param path starts with a slash, or is {@code *}
   * @param encodedSlash whether it holds {@code %2F}, which is refused unless the route allows it
   */
  record Accepted(String path, boolean encodedSlash) implements CanonicalPath {}

  /**
   * A path that has no form.
   *
   * @param flaw what is wrong with it
   */
  record Refused(Flaw flaw) implements CanonicalPath {}

  /** Why a path is refused; the answer is 400 for each. */
  enum Flaw {
    /** It does not start with a slash. */
    NOT_ABSOLUTE,
    /** It holds a control, a blank, a backslash, a fragment or query mark, or a byte above 0x7E. */
    RAW_BYTE,
    /** A percent sign without two hexadecimal digits. */
    BROKEN_ESCAPE,
    /** An encoded NUL or backslash. */
    FORBIDDEN_ESCAPE,
    /** Escapes above 0x7F that are no UTF-8. */
    INVALID_UTF8,
    /** A dot segment that some endpoints see and others do not. */
    HIDDEN_DOT_SEGMENT
  }

  /** The form of a path without its query; the same string if it has it already. */
  static CanonicalPath of(String path) {
    if (path.isEmpty() || path.charAt(0) != '/') {
      return path.equals("*") ? new Accepted(path, false) : new Refused(Flaw.NOT_ABSOLUTE);
    }
    char previous = 0;
    boolean canonical = true;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c <= ' ' || c >= 0x7F || c == '\\' || c == '#' || c == '?') {
        return new Refused(Flaw.RAW_BYTE);
      }
      canonical &= c != '%' && (previous != '/' || (c != '/' && !mayBeDotSegment(path, i)));
      previous = c;
    }
    return canonical ? new Accepted(path, false) : PathCanonicalizer.canonicalize(path);
  }

  private static boolean mayBeDotSegment(String path, int at) {
    if (path.charAt(at) != '.') {
      return false;
    }
    int next = at + 1;
    if (next < path.length() && path.charAt(next) == '.') {
      next++;
    }
    return next == path.length() || "/;%".indexOf(path.charAt(next)) >= 0;
  }
}
