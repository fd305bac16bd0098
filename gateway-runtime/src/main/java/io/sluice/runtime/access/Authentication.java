package io.sluice.runtime.access;

import io.sluice.api.Client;
import io.sluice.api.Ticker;
import io.sluice.runtime.logging.RareLine;
import io.sluice.runtime.metrics.AuthenticationMeters;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds out who asks, by the bearer token (RFC 6750) that is shown or by the certificate of the
 * connection. A token goes before a certificate, so that somebody whose certificate is good for
 * little can show a token that is good for more. Safe for any thread.
 */
public final class Authentication {

  private static final System.Logger LOG = System.getLogger(Authentication.class.getName());
  private static final Duration LOG_PAUSE = Duration.ofSeconds(10);
  private static final String BEARER = "bearer ";

  private final Tokens tokens;
  private final Optional<Scope> certificates;
  private final AuthenticationMeters meters;
  private final FailureLimiter limiter;
  private final RareLine failures;

  /** What came of it. */
  public sealed interface Answer {
    /** It is this one. */
    record Known(Caller caller) implements Answer {}

    /** A token must be shown, and none was. */
    record Missing() implements Answer {}

    /** What was shown is nobody's token, or no longer good. */
    record Wrong() implements Answer {}

    /**
     * The peer has shown too much that was wrong; nothing was looked at.
     *
     * @param left how long that goes on
     */
    record ShutOut(Duration left) implements Answer {}
  }

  /**
   * @param certificates what clients may do that show a certificate; empty if none is asked for
   */
  public Authentication(
      Tokens tokens, Optional<Scope> certificates, AuthenticationMeters meters, Ticker ticker) {
    this.tokens = tokens;
    this.certificates = certificates;
    this.meters = meters;
    this.limiter = new FailureLimiter(ticker);
    this.failures = new RareLine(LOG, Level.WARNING, LOG_PAUSE, ticker);
  }

  /** Nobody is asked who they are. */
  public static Authentication none() {
    return new Authentication(
        Tokens.NONE, Optional.empty(), AuthenticationMeters.NONE, Ticker.system());
  }

  /** Whether anybody is asked who they are. */
  public boolean isAsked() {
    return tokens.areAsked() || certificates.isPresent();
  }

  /**
   * Who it is.
   *
   * @param authorization the value of the field Authorization, empty if it was not sent
   * @param certificate the name that the connection's certificate gives the client, empty if there
   *     is none
   */
  public Answer of(Client client, String authorization, String certificate) {
    if (tokens.areAsked() && !authorization.isEmpty()) {
      return shown(client, authorization);
    }
    if (certificates.isPresent() && !certificate.isEmpty()) {
      return new Answer.Known(new Caller(certificate, certificates.get()));
    }
    if (!isAsked()) {
      return new Answer.Known(Caller.ANONYMOUS);
    }
    meters.failed("missing");
    return new Answer.Missing();
  }

  private Answer shown(Client client, String authorization) {
    Duration wait = limiter.shutOutFor(client.key());
    if (!wait.isZero()) {
      meters.failed("shut-out");
      return new Answer.ShutOut(wait);
    }
    boolean bearer = authorization.toLowerCase(Locale.ROOT).startsWith(BEARER);
    String token = bearer ? authorization.substring(BEARER.length()).strip() : authorization;
    TokenHash hash = TokenHash.of(token);
    Optional<Caller> caller = bearer ? tokens.caller(hash) : Optional.empty();
    if (caller.isPresent()) {
      return new Answer.Known(caller.get());
    }
    limiter.failed(client.key(), hash.prefix());
    meters.failed("wrong");
    failures.reason(count ->
        "a wrong token was shown to the administration by %s, %d times so far by anybody"
            .formatted(client.address().getHostAddress(), count));
    return new Answer.Wrong();
  }
}
