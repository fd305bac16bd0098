package io.sluice.filter.cors;

import io.sluice.api.FieldSyntax;
import io.sluice.api.plugin.Setting;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsException;
import io.sluice.api.plugin.SettingsSchema;
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

  private static final Setting<List<String>> METHODS =
      Setting.texts("methods", List.of("GET", "HEAD", "POST"))
          .doc("By which methods; GET, HEAD and POST need no leave and are always allowed.");

  private static final Setting<List<String>> HEADERS =
      Setting.texts("headers", List.of())
          .doc("Which fields pages may send, besides those that need no leave; * for any.");

  private static final Setting<List<String>> EXPOSE =
      Setting.texts("expose", List.of())
          .doc("Which fields of answers pages may read, besides those that need no leave.");

  private static final Setting<Boolean> CREDENTIALS =
      Setting.flag("credentials", false)
          .doc(
              "Whether cookies, client certificates and Authorization of the browser may come"
                  + " along; not with * in origins or expose.");

  private static final Setting<Duration> MAX_AGE =
      Setting.duration("maxAge", Duration.ofMinutes(10), Duration.ZERO, Duration.ofDays(1))
          .doc("How long browsers may remember what a preflight said.");

  static final SettingsSchema SCHEMA =
      SettingsSchema.of(CorsOrigins.SETTING, METHODS, HEADERS, EXPOSE, CREDENTIALS, MAX_AGE);

  static CorsSettings from(Settings settings) {
    boolean credentials = settings.get(CREDENTIALS);
    return new CorsSettings(
        CorsOrigins.from(settings, credentials),
        tokens(settings, METHODS),
        tokens(settings, HEADERS).stream().map(name -> name.toLowerCase(Locale.ROOT)).toList(),
        exposed(settings, credentials),
        credentials,
        settings.get(MAX_AGE));
  }

  private static List<String> exposed(Settings settings, boolean credentials) {
    List<String> exposed = tokens(settings, EXPOSE);
    if (credentials && exposed.contains("*")) {
      throw settings.fault(EXPOSE.key(), "with credentials * is no wildcard: name the fields");
    }
    return exposed;
  }

  private static List<String> tokens(Settings settings, Setting<List<String>> setting) {
    List<String> tokens = settings.get(setting);
    for (int i = 0; i < tokens.size(); i++) {
      if (!FieldSyntax.isToken(tokens.get(i))) {
        throw new SettingsException(
            settings.pointerTo(setting.key()) + "/" + i, "not a name: \"" + tokens.get(i) + "\"");
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
