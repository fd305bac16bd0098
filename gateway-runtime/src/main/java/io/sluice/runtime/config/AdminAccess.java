package io.sluice.runtime.config;

import io.sluice.runtime.access.Token;
import io.sluice.runtime.access.TokenFile;
import java.util.List;
import java.util.Optional;

/**
 * Whom the administration lets in.
 *
 * @param tokens those that the configuration declares, the one of {@code ADMIN_TOKEN} among them
 * @param file where others are kept, if there is a data directory
 * @param unauthenticated whether other machines may come in without showing anything
 * @param hosts names under which it may be asked besides {@code localhost} and IP addresses; {@code
 *     *} for any
 * @param origins pages that may ask it besides its own
 */
public record AdminAccess(
    List<Token> tokens,
    Optional<TokenFile> file,
    boolean unauthenticated,
    List<String> hosts,
    List<String> origins) {

  /** Copies the lists; refuses tokens that could not be told apart. */
  public AdminAccess {
    tokens = List.copyOf(tokens);
    hosts = List.copyOf(hosts);
    origins = List.copyOf(origins);
    if (tokens.stream().map(Token::name).distinct().count() < tokens.size()) {
      throw new IllegalArgumentException("two tokens have the same name");
    }
  }

  /** Whether a token is asked for, as far as can be told now: a file may still come. */
  public boolean isTokenAsked() {
    return !tokens.isEmpty() || file.filter(TokenFile::exists).isPresent();
  }
}
