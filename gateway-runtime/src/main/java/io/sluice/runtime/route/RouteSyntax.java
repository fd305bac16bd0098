package io.sluice.runtime.route;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What the paths and hosts of routes may look like; each check throws what is wrong. */
final class RouteSyntax {

  private static final String LABEL = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?";
  private static final String DOMAIN = LABEL + "(\\." + LABEL + ")*";
  private static final String LITERAL_V6 = "\\[[0-9a-f:.]{2,45}\\]";
  private static final Pattern HOST =
      Pattern.compile("(\\*\\.)?" + DOMAIN + "|" + LITERAL_V6 + "|\\*");
  private static final Pattern REWRITE =
      Pattern.compile("(" + DOMAIN + "|" + LITERAL_V6 + ")(:[0-9]{1,5})?");

  private RouteSyntax() {}

  static void checkPath(String path) {
    boolean ends = path.length() > 1 && path.endsWith("/");
    boolean canonical =
        CanonicalPath.of(path) instanceof CanonicalPath.Accepted accepted
            && accepted.path().equals(path)
            && !accepted.encodedSlash();
    if (!canonical || ends || !path.startsWith("/")) {
      throw new IllegalArgumentException(
          "a path is \"/\", or starts and does not end with a slash, in canonical form; found \""
              + path
              + "\"");
    }
  }

  static void checkHost(String host) {
    if (host.length() > 253 || !HOST.matcher(host).matches()) {
      throw new IllegalArgumentException(
          "a host is a lower-case host name or address without a port, \"*.\" and a name, or \""
              + RouteTable.ANY_HOST
              + "\" for all; found \""
              + host
              + "\"");
    }
  }

  static void checkRewrite(String host) {
    if (!host.isEmpty() && (host.length() > 259 || !REWRITE.matcher(host).matches())) {
      throw new IllegalArgumentException(
          "a host to send is a lower-case host name or address, with or without a port; found \""
              + host
              + "\"");
    }
  }

  static void checkCount(String what, List<?> values, int most) {
    if (values.size() > most) {
      throw new IllegalArgumentException("at most " + most + " " + what + ", not " + values.size());
    }
  }

  static void checkDistinct(String what, List<?> values) {
    Set<Object> seen = new HashSet<>();
    for (Object value : values) {
      if (!seen.add(value)) {
        throw new IllegalArgumentException(what + " " + value + " is named twice");
      }
    }
  }
}
