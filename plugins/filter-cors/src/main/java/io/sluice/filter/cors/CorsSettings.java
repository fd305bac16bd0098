package io.sluice.filter.cors;

import io.sluice.api.FieldSyntax;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Who may use the service from a page, and how.
 *
 * @param origins whose pages
 * @param methods by which methods, besides GET, HEAD and POST, which need no leave
 * @param headers with which fields, in lower case, besides those that need no leave; {@code *} for
 *     any
 * @param exposed which fields of answers pages may read
 * @param credentials whether cookies and the like may come along
 * @param maxAge how long browsers may remember what a preflight said
 */
record CorsSettings(
    CorsOrigins origins,
    List<String> methods,
    List<String> headers,
    List<String> exposed,
    boolean credentials,
    Duration maxAge) {

  static CorsSettings from(Settings settings) {
    boolean credentials = settings.flag("credentials", false);
    return new CorsSettings(
        CorsOrigins.from(settings, credentials),
        tokens(settings, "methods", List.of("GET", "HEAD", "POST")),
        tokens(settings, "headers", List.of()).stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .toList(),
        exposed(settings, credentials),
        credentials,
        settings.duration("maxAge", Duration.ofMinutes(10), Duration.ZERO, Duration.ofDays(1)));
  }

  private static List<String> exposed(Settings settings, boolean credentials) {
    List<String> exposed = tokens(settings, "expose", List.of());
    if (credentials && exposed.contains("*")) {
      throw settings.fault("expose", "with credentials * is no wildcard: name the fields");
    }
    return exposed;
  }

  private static List<String> tokens(Settings settings, String key, List<String> otherwise) {
    List<String> tokens = settings.strings(key, otherwise);
    for (int i = 0; i < tokens.size(); i++) {
      if (!FieldSyntax.isToken(tokens.get(i))) {
        throw new SettingsException(
            settings.pointerTo(key) + "/" + i, "not a name: \"" + tokens.get(i) + "\"");
      }
    }
    return tokens;
  }

  /** Whether a page may use the method. */
  boolean allowsMethod(String method) {
    return methods.contains(method)
        || method.equals("GET")
        || method.equals("HEAD")
        || method.equals("POST");
  }

  /** Whether a page may send the field. */
  boolean allowsHeader(String name) {
    return headers.contains("*") || headers.contains(name.toLowerCase(Locale.ROOT));
  }
}
