package io.sluice.probe.http;

import io.sluice.api.plugin.Setting;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsSchema;

/**
 * What is asked, and which answers are good.
 *
 * @param request what is asked
 * @param expected the status codes of an endpoint that is well
 * @param text what the start of the body must hold, or empty
 */
record HttpProbeSettings(HttpProbeRequest request, HttpProbeStatuses expected, String text) {

  private static final Setting<String> BODY =
      Setting.text("body")
          .ofSize(0, 1000)
          .doc(
              "A text that must stand in the first 64 KiB of the answer's body, compared as UTF-8;"
                  + " not with HEAD.");

  static final SettingsSchema SCHEMA =
      SettingsSchema.of(
          HttpProbeRequest.PATH,
          HttpProbeStatuses.STATUS,
          HttpProbeRequest.METHOD,
          HttpProbeRequest.HOST,
          HttpProbeRequest.HEADERS,
          BODY);

  static HttpProbeSettings from(Settings settings) {
    HttpProbeRequest request = HttpProbeRequest.from(settings);
    String text = settings.get(BODY);
    if (!text.isEmpty() && request.method().equals("HEAD")) {
      throw settings.fault(BODY.key(), "an answer to HEAD has none");
    }
    return new HttpProbeSettings(request, HttpProbeStatuses.from(settings), text);
  }
}
