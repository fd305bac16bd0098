package io.sluice.filter.apikey;

import io.sluice.api.FieldSyntax;
import io.sluice.api.plugin.Settings;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a key is looked for, which are known, and what endpoints are told.
 *
 * @param header the field that holds it
 * @param query the parameter that holds it
 * @param identity the field that tells endpoints whose key it was
 * @param keys those that are known
 */
record ApiKeySettings(
    Optional<String> header, Optional<String> query, String identity, ApiKeyRing keys) {

  static ApiKeySettings from(Settings settings) {
    Optional<String> query =
        settings.has("query") ? Optional.of(parameter(settings)) : Optional.empty();
    Optional<String> header =
        query.isPresent() && !settings.has("header")
            ? Optional.empty()
            : Optional.of(field(settings, "header", "X-API-Key"));
    String identity = field(settings, "identity", "X-API-Key-Name");
    if (header.isPresent() && header.get().equalsIgnoreCase(identity)) {
      throw settings.fault("identity", "must be another field than that of the key");
    }
    return new ApiKeySettings(header, query, identity, ApiKeyRing.from(settings));
  }

  private static String field(Settings settings, String key, String otherwise) {
    String name = settings.string(key, otherwise);
    if (!FieldSyntax.isToken(name)) {
      throw settings.fault(key, "not a field name: \"" + name + "\"");
    }
    if (isOfTheGateway(name.toLowerCase(Locale.ROOT))) {
      throw settings.fault(key, name + " is written by the gateway itself");
    }
    return name;
  }

  private static boolean isOfTheGateway(String lower) {
    return switch (lower) {
      case "connection",
          "content-length",
          "expect",
          "forwarded",
          "host",
          "http2-settings",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "x-real-ip",
          "x-request-id" ->
          true;
      default -> lower.startsWith("proxy") || lower.startsWith("x-forwarded-");
    };
  }

  private static String parameter(Settings settings) {
    String name = settings.requiredString("query");
    if (!FieldSyntax.isToken(name)) {
      throw settings.fault("query", "not a plain name of a parameter: \"" + name + "\"");
    }
    return name;
  }
}
