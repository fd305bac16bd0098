package io.sluice.runtime.access;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A token that somebody may show, without the token itself.
 *
 * @param name whose it is; the author of what is changed with it
 * @param hash by which it is known
 * @param scope what it is good for
 * @param created when it was made
 * @param expires when it ends to be good for anything, if ever
 */
public record Token(
    String name, TokenHash hash, Scope scope, Instant created, Optional<Instant> expires) {

  /** The author of what is changed with the one token of {@code ADMIN_TOKEN}. */
  public static final String ADMIN_TOKEN = "admin-token";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

  /** Names that stand for somebody else. */
  private static final Set<String> TAKEN =
      Set.of(ADMIN_TOKEN, Caller.ANONYMOUS.name(), "gateway", "configuration");

  /** Refuses what can not be told apart from other names or words. */
  public Token {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a token's name is 1 to 64 letters, digits, dots, hyphens, underscores and @");
    }
  }

  /**
   * The one token of {@code ADMIN_TOKEN} or {@code admin.token}, good for everything.
   *
   * @throws IllegalArgumentException if it could not stand in a header field
   */
  public static Token admin(String secret) {
    if (secret.isEmpty() || !secret.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
      throw new IllegalArgumentException("a token is visible ASCII characters without blanks");
    }
    return new Token(
        ADMIN_TOKEN, TokenHash.of(secret), Scope.ADMIN, Instant.EPOCH, Optional.empty());
  }

  /**
   * A token of a name that the gateway does not use for anybody else.
   *
   * @throws IllegalArgumentException if it does
   */
  public static Token named(
      String name, TokenHash hash, Scope scope, Instant created, Optional<Instant> expires) {
    if (TAKEN.contains(name)) {
      throw new IllegalArgumentException("the name " + name + " is the gateway's own");
    }
    return new Token(name, hash, scope, created, expires);
  }

  /** Whether it is still good then. */
  public boolean isGoodAt(Instant now) {
    return expires.isEmpty() || now.isBefore(expires.get());
  }

  Caller caller() {
    return new Caller(name, scope);
  }
}
