package io.sluice.probe.http;

import io.sluice.api.FieldSyntax;
import io.sluice.api.plugin.Settings;
import java.util.Optional;

/**
 * What is asked, and which answers are good.
 *
 * @param method {@code GET} or {@code HEAD}
 * @param path the target: a path, with a query if wanted
 * @param host what the Host field says instead of the endpoint's address
 * @param expected the status codes of an endpoint that is well
 */
record HttpProbeSettings(
    String method, String path, Optional<String> host, HttpProbeStatuses expected) {

  static HttpProbeSettings from(Settings settings) {
    return new HttpProbeSettings(
        method(settings), path(settings), host(settings), HttpProbeStatuses.from(settings));
  }

  private static String method(Settings settings) {
    String method = settings.string("method", "GET");
    if (!method.equals("GET") && !method.equals("HEAD")) {
      throw settings.fault("method", "must be GET or HEAD, not \"" + method + "\"");
    }
    return method;
  }

  private static String path(Settings settings) {
    String path = settings.string("path", "/health");
    if (!path.startsWith("/")) {
      throw settings.fault("path", "must start with a slash");
    }
    if (!path.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '#')) {
      throw settings.fault("path", "holds a character that must be percent-encoded");
    }
    return path;
  }

  private static Optional<String> host(Settings settings) {
    if (!settings.has("host")) {
      return Optional.empty();
    }
    String host = settings.requiredString("host");
    if (host.isBlank() || !FieldSyntax.isValue(host) || host.contains(" ")) {
      throw settings.fault("host", "not a host name: \"" + host + "\"");
    }
    return Optional.of(host);
  }
}
