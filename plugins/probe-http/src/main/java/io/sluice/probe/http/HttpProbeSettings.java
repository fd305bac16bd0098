package io.sluice.probe.http;

import io.sluice.api.plugin.Settings;

/**
 * What is asked, and which answers are good.
 *
 * @param request what is asked
 * @param expected the status codes of an endpoint that is well
 * @param text what the start of the body must hold, or empty
 */
record HttpProbeSettings(HttpProbeRequest request, HttpProbeStatuses expected, String text) {

  private static final int LONGEST_TEXT = 1000;

  static HttpProbeSettings from(Settings settings) {
    HttpProbeRequest request = HttpProbeRequest.from(settings);
    String text = settings.string("body", "");
    if (text.length() > LONGEST_TEXT) {
      throw settings.fault("body", "is longer than " + LONGEST_TEXT + " characters");
    }
    if (!text.isEmpty() && request.method().equals("HEAD")) {
      throw settings.fault("body", "an answer to HEAD has none");
    }
    return new HttpProbeSettings(request, HttpProbeStatuses.from(settings), text);
  }
}
