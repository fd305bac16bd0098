package io.sluice.filter.headers;

import io.sluice.api.plugin.Setting;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsException;
import io.sluice.api.plugin.SettingsSchema;
import java.util.Locale;
import java.util.Set;

/**
 * What becomes of the fields on either way.
 *
 * @param request on the way in
 * @param response on the way out
 */
record HeadersSettings(HeadersChange request, HeadersChange response) {

  /** Fields of one connection or of a message's framing, which the gateway writes. */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "http2-settings",
          "keep-alive",
          "proxy",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /** Fields of a request by which the gateway tells endpoints what it knows. */
  private static final Set<String> OF_THE_GATEWAY =
      Set.of("forwarded", "host", "x-real-ip", "x-request-id");

  private static final Setting<Settings> REQUEST =
      Setting.section("request", HeadersChange.SCHEMA)
          .doc("What becomes of the fields of requests, on their way in.");

  private static final Setting<Settings> RESPONSE =
      Setting.section("response", HeadersChange.SCHEMA)
          .doc(
              "What becomes of the fields of answers, those that the gateway gives itself"
                  + " included.");

  static final SettingsSchema SCHEMA = SettingsSchema.of(REQUEST, RESPONSE);

  static HeadersSettings from(Settings settings) {
    HeadersSettings read =
        new HeadersSettings(
            HeadersChange.from(settings.get(REQUEST), HeadersSettings::checkRequestField),
            HeadersChange.from(settings.get(RESPONSE), HeadersSettings::checkField));
    if (read.request().isNone() && read.response().isNone()) {
      throw new SettingsException(
          settings.pointer(),
          "changes nothing: expected set, add or remove in request or response");
    }
    return read;
  }

  private static void checkField(String place, String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (OF_THE_CONNECTION.contains(lower) || lower.startsWith("proxy-")) {
      throw new SettingsException(
          place, name + " belongs to a connection or frames a message; the gateway writes it");
    }
  }

  private static void checkRequestField(String place, String name) {
    checkField(place, name);
    String lower = name.toLowerCase(Locale.ROOT).replace('_', '-');
    if (lower.equals("host")) {
      throw new SettingsException(place, "a service's registration says what Host endpoints get");
    }
    if (OF_THE_GATEWAY.contains(lower) || lower.startsWith("x-forwarded-")) {
      throw new SettingsException(place, name + " is written by the gateway itself");
    }
  }
}
