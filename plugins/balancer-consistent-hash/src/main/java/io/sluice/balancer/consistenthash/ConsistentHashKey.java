package io.sluice.balancer.consistenthash;

import io.sluice.api.FieldSyntax;
import io.sluice.api.balancer.PickRequest;
import io.sluice.api.plugin.Setting;
import io.sluice.api.plugin.Settings;
import java.util.List;
import java.util.Optional;

/**
 * The part of a request that decides where it goes. A request without that part is placed by its
 * client.
 */
sealed interface ConsistentHashKey {

  /** What the name of a field stands behind. */
  String HEADER = "header:";

  /** What the name of a cookie stands behind. */
  String COOKIE = "cookie:";

  /** The setting that names it. */
  Setting<String> SETTING =
      Setting.text("key", "client")
          .doc(
              "What is hashed: client (its address, of IPv6 the first 64 bits), path (the canonical"
                  + " path), header:NAME or cookie:NAME. A request without that field or cookie goes"
                  + " by its client.");

  /** The client's address. */
  record OfClient() implements ConsistentHashKey {}

  /** The canonical path. */
  record OfPath() implements ConsistentHashKey {}

  /**
   * A field.
   *
   * @param name its name
   */
  record OfHeader(String name) implements ConsistentHashKey {}

  /**
   * A cookie.
   *
   * @param name its name
   */
  record OfCookie(String name) implements ConsistentHashKey {}

  static ConsistentHashKey from(Settings settings) {
    String text = settings.get(SETTING);
    return switch (text) {
      case "client" -> new OfClient();
      case "path" -> new OfPath();
      case String field when field.startsWith(HEADER) ->
          new OfHeader(named(settings, HEADER, field));
      case String cookie when cookie.startsWith(COOKIE) ->
          new OfCookie(named(settings, COOKIE, cookie));
      default ->
          throw settings.fault(
              "key",
              Settings.unknown(text, List.of("client", "path", "header:NAME", "cookie:NAME")));
    };
  }

  private static String named(Settings settings, String kind, String text) {
    String name = text.substring(kind.length());
    if (!FieldSyntax.isToken(name)) {
      throw settings.fault("key", "expected " + kind + "NAME with a name that is a token");
    }
    return name;
  }

  /** The text that is hashed. */
  default String of(PickRequest request) {
    Optional<String> part =
        switch (this) {
          case OfClient() -> Optional.empty();
          case OfPath() -> Optional.of(request.head().path());
          case OfHeader(String name) -> request.head().headers().first(name);
          case OfCookie(String name) -> cookie(request.head().headers().all("Cookie"), name);
        };
    return part.orElseGet(() -> request.client().key());
  }

  /** The value of the first cookie of that name (RFC 6265 section 4.2). */
  private static Optional<String> cookie(List<String> fields, String name) {
    for (String field : fields) {
      for (String pair : field.split(";", -1)) {
        int equals = pair.indexOf('=');
        if (equals >= 0 && pair.substring(0, equals).strip().equals(name)) {
          return Optional.of(pair.substring(equals + 1).strip());
        }
      }
    }
    return Optional.empty();
  }
}
