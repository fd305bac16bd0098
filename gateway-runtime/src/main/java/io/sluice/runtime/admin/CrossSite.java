package io.sluice.runtime.admin;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells requests that a web page from elsewhere makes a browser send. A browser adds what it knows
 * by itself, such as a client certificate, and on a machine that is let in without showing anything
 * nothing is needed at all; so it must be told by what a page can not change.
 *
 * <ol>
 *   <li>The field Origin, which browsers send with whatever is not a plain look at a page: it must
 *       be the address that was asked, or an origin that is allowed.
 *   <li>The field Sec-Fetch-Site (Fetch Metadata), which newer ones send with everything where the
 *       address is https or localhost: a page from elsewhere may only lead here, not ask.
 *   <li>The content type of what changes something, with a body or without one: what a form can
 *       send, and a script unless it asks beforehand, is one of three types, none of them JSON. No
 *       content type at all is left to scripts, whose requests have an Origin.
 * </ol>
 */
final class CrossSite {

  private CrossSite() {}

  /** Why a request that a page from elsewhere made is refused, if it is one. */
  static Optional<Problem> refusal(AdminRequest request, List<String> origins) {
    String origin = request.field("Origin").toLowerCase(Locale.ROOT);
    if (origins.contains(origin)) {
      return Optional.empty();
    }
    boolean elsewhere =
        origin.isEmpty() ? isFetchedFromElsewhere(request) : !isOwn(origin, request.host());
    return elsewhere
        ? Optional.of(
            Problem.of(403, "forbidden", "Forbidden", "A page from elsewhere may not ask"))
        : Optional.empty();
  }

  private static boolean isOwn(String origin, String host) {
    return origin.equals("http://" + host) || origin.equals("https://" + host);
  }

  private static boolean isFetchedFromElsewhere(AdminRequest request) {
    String site = request.field("Sec-Fetch-Site").toLowerCase(Locale.ROOT);
    boolean elsewhere = site.equals("cross-site") || site.equals("same-site");
    boolean follows =
        isLook(request) && request.field("Sec-Fetch-Mode").equalsIgnoreCase("navigate");
    return elsewhere && !follows;
  }

  /** Why a change is refused that comes under another type than JSON, if it does. */
  static Optional<Problem> wrongType(AdminRequest request) {
    if (isLook(request) || request.mediaTypes().stream().allMatch(CrossSite::isJson)) {
      return Optional.empty();
    }
    return Optional.of(
        Problem.of(
            415,
            "unsupported-media-type",
            "The content type must be JSON",
            "Send Content-Type: application/json, or none if there is no body"));
  }

  private static boolean isLook(AdminRequest request) {
    return request.method().equals("GET") || request.method().equals("HEAD");
  }

  private static boolean isJson(String type) {
    return type.equals("application/json") || type.endsWith("+json");
  }
}
