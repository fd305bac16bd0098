package io.sluice.filter.rewrite;

import io.sluice.api.plugin.Settings;
import java.util.Optional;

/**
 * What becomes of the paths that start with certain segments, or of one path.
 *
 * <p>Both sides are in canonical form and segments stay whole, so what comes out is in canonical
 * form whenever what went in was: no dot segment, no doubled slash and no other spelling of an
 * escape can come about.
 *
 * @param from the segments that are taken off, or the path; {@code /} or without a slash at its end
 * @param whole whether only the path itself matches, and not what is below it
 * @param to what is put in their place; {@code /} or without a slash at its end
 */
record RewriteRule(String from, boolean whole, String to) {

  static RewriteRule from(Settings settings) {
    boolean whole = settings.has("path");
    if (whole == settings.has("prefix")) {
      throw settings.fault("prefix", "expected either prefix or path");
    }
    String key = whole ? "path" : "prefix";
    return new RewriteRule(path(settings, key), whole, path(settings, "to"));
  }

  private static String path(Settings settings, String key) {
    String path = settings.requiredString(key);
    RewritePath.flaw(path)
        .ifPresent(flaw -> {
          throw settings.fault(key, flaw);
        });
    return path;
  }

  /** The new path, or empty if this rule does not match. */
  Optional<String> apply(String path) {
    if (path.equals(from)) {
      return Optional.of(to);
    }
    if (whole || !path.startsWith("/")) {
      return Optional.empty();
    }
    String prefix = from.equals("/") ? "" : from;
    if (!path.startsWith(prefix) || path.charAt(prefix.length()) != '/') {
      return Optional.empty();
    }
    String rest = path.substring(prefix.length());
    return Optional.of(to.equals("/") ? rest : to + rest);
  }
}
