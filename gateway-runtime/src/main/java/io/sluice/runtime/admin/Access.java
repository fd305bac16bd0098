package io.sluice.runtime.admin;

import io.sluice.runtime.access.Caller;
import io.sluice.runtime.access.Scope;
import io.sluice.runtime.exchange.IpLiteral;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Who may use the administration.
 *
 * <p>A browser on an administrator's machine can be made to send requests by any page. So a page's
 * origin must be the administration itself, and where no token is asked for, the host that was
 * asked must be an IP address, {@code localhost} or a name that is known: a name that a stranger
 * lets point here is none of these. Where other machines may ask without a token, a name without a
 * dot is known, too, since the public name service has none of these.
 *
 * @param tokenAsked whether a bearer token (RFC 6750) must be shown
 * @param token tells in constant time whether it is the right one
 * @param hosts names under which the administration may be asked; {@code *} for any
 * @param shortNames whether names without a dot are known
 */
public record Access(
    boolean tokenAsked, Predicate<String> token, List<String> hosts, boolean shortNames) {

  private static final String BEARER = "bearer ";

  /** Copies the list. */
  public Access {
    hosts = hosts.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
  }

  /** For everybody on this machine. */
  public static Access local(List<String> hosts) {
    return new Access(false, _ -> true, hosts, false);
  }

  /** For everybody who reaches it from the network around it. */
  public static Access open(List<String> hosts) {
    return new Access(false, _ -> true, hosts, true);
  }

  /** For those who know the token. */
  public static Access withToken(Predicate<String> token, List<String> hosts) {
    return new Access(true, token, hosts, false);
  }

  /** Why a request is refused, if it is. */
  Optional<Problem> refusal(AdminRequest request) {
    String host = request.host();
    if (!tokenAsked && !isKnown(host)) {
      return Optional.of(forbidden("The host \"" + host + "\" is not among admin.hosts"));
    }
    String origin = request.field("Origin").toLowerCase(Locale.ROOT);
    if (isFromElsewhere(origin, host)) {
      return Optional.of(forbidden("A page from elsewhere may not ask"));
    }
    if (tokenAsked && !isAuthorized(request.field("Authorization"))) {
      return Optional.of(
          Problem.of(
              401, "unauthorized", "A token is missing", "Send Authorization: Bearer TOKEN"));
    }
    return Optional.empty();
  }

  /** Who asks, of whom no refusal is known. */
  Caller caller() {
    return tokenAsked ? new Caller("admin-token", Scope.ADMIN) : Caller.ANONYMOUS;
  }

  /** The answer to somebody who may not do that (RFC 6750 section 3.1). */
  static Reply insufficient(Scope needed) {
    String word = needed.word();
    return Problem.of(403, "insufficient-scope", "Not allowed", "This asks for the scope " + word)
        .reply()
        .with(
            "WWW-Authenticate",
            "Bearer realm=\"sluice\", error=\"insufficient_scope\", scope=\"" + word + "\"");
  }

  private static boolean isFromElsewhere(String origin, String host) {
    return !origin.isEmpty()
        && !origin.equals("http://" + host)
        && !origin.equals("https://" + host);
  }

  private boolean isAuthorized(String authorization) {
    return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        && token.test(authorization.substring(BEARER.length()).strip());
  }

  private boolean isKnown(String host) {
    String name = host.replaceFirst(":[0-9]*$", "");
    boolean isBracketed = name.startsWith("[") && name.endsWith("]");
    String bare = isBracketed ? name.substring(1, name.length() - 1) : name;
    return name.equals("localhost")
        || hosts.contains("*")
        || hosts.contains(name)
        || (shortNames && isShort(name))
        || IpLiteral.parse(bare).isPresent();
  }

  private static boolean isShort(String name) {
    return name.matches("[a-z0-9_-]+");
  }

  private static Problem forbidden(String detail) {
    return Problem.of(403, "forbidden", "Forbidden", detail);
  }
}
