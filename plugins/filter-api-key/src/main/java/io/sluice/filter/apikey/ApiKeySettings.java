package io.sluice.filter.apikey;

import io.sluice.api.FieldSyntax;
import io.sluice.api.plugin.Setting;
import io.sluice.api.plugin.Settings;
import io.sluice.api.plugin.SettingsSchema;
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

  private static final Setting<String> HEADER =
      Setting.text("header", "X-API-Key")
          .doc("The field that holds the key; none if only query is set.");

  private static final Setting<Optional<String>> QUERY =
      Setting.text("query")
          .doc(
              "The parameter of the query that holds the key, percent-decoded; with header set too,"
                  + " either will do.")
          .optional();

  private static final Setting<String> IDENTITY =
      Setting.text("identity", "X-API-Key-Name").doc("The field in which endpoints get the name.");

  static final SettingsSchema SCHEMA = SettingsSchema.of(ApiKeyRing.KEYS, HEADER, QUERY, IDENTITY);

  static ApiKeySettings from(Settings settings) {
    Optional<String> query = settings.get(QUERY);
    query.ifPresent(name -> checkParameter(settings, name));
    Optional<String> header =
        query.isPresent() && !settings.has(HEADER.key())
            ? Optional.empty()
            : Optional.of(field(settings, HEADER));
    String identity = field(settings, IDENTITY);
    if (header.isPresent() && header.get().equalsIgnoreCase(identity)) {
      throw settings.fault(IDENTITY.key(), "must be another field than that of the key");
    }
    return new ApiKeySettings(header, query, identity, ApiKeyRing.from(settings));
  }

  private static String field(Settings settings, Setting<String> setting) {
    String name = settings.get(setting);
    if (!FieldSyntax.isToken(name)) {
      throw settings.fault(setting.key(), "not a field name: \"" + name + "\"");
    }
    if (isOfTheGateway(name.toLowerCase(Locale.ROOT))) {
      throw settings.fault(setting.key(), name + " is written by the gateway itself");
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

  private static void checkParameter(Settings settings, String name) {
    if (!FieldSyntax.isToken(name)) {
      throw settings.fault(QUERY.key(), "not a plain name of a parameter: \"" + name + "\"");
    }
  }
}
