package io.sluice.probe.http;

import io.sluice.api.Endpoint;
import io.sluice.api.FieldSyntax;
import io.sluice.api.Headers;
import io.sluice.api.plugin.Setting;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsException;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

  static final Setting<String> METHOD =
      Setting.choice("method", "GET", List.of("GET", "HEAD", "OPTIONS")).doc("How it is asked.");

  static final Setting<String> PATH =
      Setting.text("path", "/health")
          .ofSize(1, Integer.MAX_VALUE)
          .doc("What is asked for: a path, with a query if wanted.");

  static final Setting<Optional<String>> HOST =
      Setting.text("host")
          .doc("What the Host field says; the endpoint's address if not there.")
          .optional();

  static final Setting<Settings> HEADERS =
      Setting.map("headers")
          .doc(
              "Names and values of more fields; User-Agent and Accept may be replaced, those of the"
                  + " connection, of framing and Host may not.");

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
        settings.get(METHOD), path(settings), host(settings), fields(settings.get(HEADERS)));
  }

  private static String path(Settings settings) {
    String path = settings.get(PATH);
    if (!path.startsWith("/")) {
      throw settings.fault(PATH.key(), "must start with a slash");
    }
    if (!path.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '#')) {
      throw settings.fault(PATH.key(), "holds a character that must be percent-encoded");
    }
    return path;
  }

  private static Optional<String> host(Settings settings) {
    Optional<String> host = settings.get(HOST);
    host.filter(name -> name.isBlank() || !FieldSyntax.isValue(name) || name.contains(" "))
        .ifPresent(name -> {
          throw settings.fault(HOST.key(), "not a host name: \"" + name + "\"");
        });
    return host;
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
