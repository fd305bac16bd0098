package io.sluice.runtime.admin;

import io.sluice.api.Request;
import io.sluice.runtime.access.Authentication;
import io.sluice.runtime.access.Caller;
import io.sluice.runtime.access.Scope;
import io.sluice.runtime.exchange.IpLiteral;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Who may use the administration.
 *
 * <p>A browser on an administrator's machine can be made to send requests by any page. So what a
 * page from elsewhere makes it send is refused ({@link CrossSite}), and where nobody is asked who
 * they are, the host that was asked must be an IP address, {@code localhost} or a name that is
 * known: a name that a stranger lets point here is none of these. Where other machines may ask, a
 * name without a dot is known, too, since the public name service has none of these.
 *
 * @param authentication finds out who asks
 * @param hosts names under which the administration may be asked; {@code *} for any
 * @param origins pages that may ask besides its own
 * @param shortNames whether names without a dot are known
 */
public record Access(
    Authentication authentication, List<String> hosts, List<String> origins, boolean shortNames) {

  private static final String CHALLENGE = "Bearer realm=\"sluice\"";

  /** Whether somebody is let in. */
  sealed interface Admission {

    /** It is this one. */
    record Known(Caller caller) implements Admission {}

    /** Nobody is let in; that is the answer. */
    record Refused(Reply reply) implements Admission {}
  }

  /** Copies the lists. */
  public Access {
    hosts = hosts.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    origins = List.copyOf(origins);
  }

  /** For everybody on this machine. */
  public static Access local(List<String> hosts) {
    return new Access(Authentication.none(), hosts, List.of(), false);
  }

  /** For everybody who reaches it from the network around it. */
  public static Access open(List<String> hosts) {
    return new Access(Authentication.none(), hosts, List.of(), true);
  }

  /**
   * Who asks, or why they are not let in.
   *
   * @param certificate the name that the connection's certificate gives the client, empty if there
   *     is none
   */
  Admission admit(AdminRequest request, String certificate) {
    String host = request.host();
    if (!authentication.isAsked() && !isKnown(host)) {
      String detail = "The host \"" + host + "\" is not among admin.hosts";
      return refused(Problem.of(403, "forbidden", "Forbidden", detail));
    }
    Optional<Problem> foreign = CrossSite.refusal(request, origins);
    if (foreign.isPresent()) {
      return refused(foreign.get());
    }
    Request asked = request.request();
    return switch (authentication.of(asked.client(), request.field("Authorization"), certificate)) {
      case Authentication.Answer.Known(Caller caller) -> new Admission.Known(caller);
      case Authentication.Answer.Missing _ -> challenged("A token is missing", "");
      case Authentication.Answer.Wrong _ ->
          challenged("The token is not known, or no longer good", ", error=\"invalid_token\"");
      case Authentication.Answer.ShutOut shutOut ->
          new Admission.Refused(
              Problem.of(
                      429,
                      "too-many-failures",
                      "Too many wrong tokens",
                      "Nothing that this address shows is looked at for now")
                  .reply()
                  .with("Retry-After", Long.toString(shutOut.left().toSeconds() + 1)));
    };
  }

  private static Admission refused(Problem problem) {
    return new Admission.Refused(problem.reply());
  }

  private static Admission challenged(String title, String error) {
    return new Admission.Refused(
        Problem.of(401, "unauthorized", title, "Send Authorization: Bearer TOKEN")
            .reply()
            .with("WWW-Authenticate", CHALLENGE + error));
  }

  /** The answer to somebody who may not do that (RFC 6750 section 3.1). */
  static Reply insufficient(Scope needed) {
    String word = needed.word();
    return Problem.of(403, "insufficient-scope", "Not allowed", "This asks for the scope " + word)
        .reply()
        .with(
            "WWW-Authenticate",
            CHALLENGE + ", error=\"insufficient_scope\", scope=\"" + word + "\"");
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
}
