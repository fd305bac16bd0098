package io.sluice.runtime.http1;

import io.sluice.runtime.exchange.FieldList;
import io.sluice.runtime.exchange.KnownField;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which fields end at this connection (RFC 9110 section 7.6.1), and which a sender can not make end
 * here by naming them in Connection.
 *
 * <p>The fields of the connection itself are left out while a head is read. What Connection names
 * goes too, unless it is meant for all who see the message: were it otherwise, a client could take
 * its credentials, its host, or what a trusted proxy said about it out of the request behind that
 * proxy's back. The gateway adds its own fields afterwards, so it never loses those.
 */
public final class HopByHop {

  private static final Set<String> FOR_ALL =
      Set.of(
          "accept",
          "age",
          "authorization",
          "cache-control",
          "content-encoding",
          "content-length",
          "content-range",
          "content-type",
          "cookie",
          "date",
          "etag",
          "expires",
          "forwarded",
          "host",
          "if-match",
          "if-modified-since",
          "if-none-match",
          "if-range",
          "if-unmodified-since",
          "last-modified",
          "location",
          "origin",
          "pragma",
          "range",
          "retry-after",
          "set-cookie",
          "vary",
          "via",
          "www-authenticate",
          "x-real-ip",
          "x-request-id");

  private static final Set<String> NOT_IN_TRAILERS =
      Set.of(
          "authorization",
          "cache-control",
          "content-encoding",
          "content-range",
          "content-type",
          "cookie",
          "forwarded",
          "location",
          "max-forwards",
          "origin",
          "range",
          "retry-after",
          "set-cookie",
          "trailer",
          "vary",
          "www-authenticate",
          "x-real-ip",
          "x-request-id");

  private static final String FORWARDED_PREFIX = "x-forwarded-";

  private HopByHop() {}

  /** The lines without those of the connection and without those it names. */
  public static FieldList endToEnd(FieldList fields, List<String> nominated) {
    return without(fields.retain(i -> !fields.known(i).connectionOnly()), nominated);
  }

  /** The lines without those that Connection names and may name. */
  public static FieldList without(FieldList fields, List<String> nominated) {
    FieldList rest = fields;
    for (String name : nominated) {
      if (!isForAll(name)) {
        rest = rest.without(name);
      }
    }
    return rest;
  }

  private static boolean isForAll(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.startsWith(FORWARDED_PREFIX) || FOR_ALL.contains(lower);
  }

  /**
   * The lines that may stand in a trailer section (RFC 9110 section 6.5.1): none that frames,
   * routes, authenticates, or says how to read the content.
   */
  public static FieldList trailers(FieldList fields) {
    return fields.retain(
        i -> fields.known(i) == KnownField.OTHER && !isNotForTrailers(fields.name(i)));
  }

  private static boolean isNotForTrailers(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.startsWith(FORWARDED_PREFIX) || NOT_IN_TRAILERS.contains(lower);
  }
}
