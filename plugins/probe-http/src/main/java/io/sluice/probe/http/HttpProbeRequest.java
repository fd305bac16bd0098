package io.sluice.probe.http;

import io.sluice.api.Endpoint;
import io.sluice.api.FieldSyntax;
import io.sluice.api.Headers;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What is asked.
 *
 * @param method one whose requests have no body
 * @param path the target: a path, with a query if wanted
 * @param host what the Host field says instead of the endpoint's address
 * @param fields the other fields, except for Connection
 */
record HttpProbeRequest(String method, String path, Optional<String> host, Headers fields) {

  private static final Set<String> WRITTEN_BY_THE_PROBE =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  static HttpProbeRequest from(Settings settings) {
    return new HttpProbeRequest(
        method(settings), path(settings), host(settings), fields(settings.section("headers")));
  }

  private static String method(Settings settings) {
    String method = settings.string("method", "GET");
    if (!Set.of("GET", "HEAD", "OPTIONS").contains(method)) {
      throw settings.fault("method", "must be GET, HEAD or OPTIONS, not \"" + method + "\"");
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

  private static Headers fields(Settings settings) {
    Headers fields = Headers.of("User-Agent", "sluice-probe", "Accept", "*/*");
    for (String name : settings.keys().stream().sorted().toList()) {
      String value = settings.requiredString(name);
      if (!FieldSyntax.isToken(name)) {
        throw new SettingsException(settings.pointerTo(name), "not a field name");
      }
      if (WRITTEN_BY_THE_PROBE.contains(name.toLowerCase(Locale.ROOT))) {
        throw settings.fault(name, "is written by the probe itself; for Host there is host");
      }
      if (!FieldSyntax.isValue(value)) {
        throw settings.fault(name, "not a field value");
      }
      fields = fields.replaced(name, value.strip());
    }
    return fields;
  }

  /** The request as it is sent to that endpoint. */
  byte[] bytes(Endpoint endpoint) {
    StringBuilder head =
        new StringBuilder(256)
            .append(method)
            .append(' ')
            .append(path)
            .append(" HTTP/1.1\r\nHost: ")
            .append(host.orElseGet(endpoint::authority))
            .append("\r\n");
    for (int i = 0; i < fields.size(); i++) {
      head.append(fields.name(i)).append(": ").append(fields.value(i)).append("\r\n");
    }
    return head.append("Connection: close\r\n\r\n")
        .toString()
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
