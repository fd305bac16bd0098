package io.sluice.runtime.access;

import io.sluice.runtime.lookout.Lookout;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The tokens that may be shown: those that are declared, and those of a file as it is now.
 *
 * <p>The file is read every few seconds and compared, so a token is good, or no longer good, a
 * moment after the file was changed. A file that can't be used is logged once, and what it held
 * before stays. As soon as there was a file, tokens are asked for, whatever becomes of it. Safe for
 * any thread; one virtual thread looks at the file.
 */
public final class Tokens implements AutoCloseable {

  /** No tokens, and none asked for. */
  public static final Tokens NONE = of(List.of());

  private static final System.Logger LOG = System.getLogger(Tokens.class.getName());

  private final List<Token> declared;
  private final InstantSource clock;
  private final Optional<Lookout> lookout;
  private volatile Known known;
  private byte[] lastSeen = {};

  /** What is good now. */
  private record Known(boolean asked, List<Token> tokens) {}

  private Tokens(
      List<Token> declared, Optional<TokenFile> file, Duration period, InstantSource clock) {
    this.declared = List.copyOf(declared);
    this.clock = clock;
    this.known = new Known(!declared.isEmpty(), this.declared);
    this.lookout =
        file.map(watched ->
            new Lookout(
                "sluice-tokens", period, "the tokens of before stay in use", () -> read(watched)));
  }

  /** Only those. */
  public static Tokens of(List<Token> declared) {
    return new Tokens(declared, Optional.empty(), Duration.ZERO, InstantSource.system());
  }

  /**
   * Those and the ones in a file, which need not exist yet.
   *
   * @param period how often to look at it
   * @throws IOException if it is there and can't be read
   */
  public static Tokens watch(
      List<Token> declared, TokenFile file, Duration period, InstantSource clock)
      throws IOException {
    Tokens tokens = new Tokens(declared, Optional.of(file), period, clock);
    tokens.read(file);
    tokens.lookout.ifPresent(Lookout::start);
    return tokens;
  }

  /** Whether a token must be shown. */
  public boolean areAsked() {
    return known.asked();
  }

  /**
   * Whose token it is, if anybody's. All tokens are compared, whichever it is, and each in a time
   * that does not tell how much of it is right.
   */
  Optional<Caller> caller(TokenHash shown) {
    Optional<Token> found = Optional.empty();
    for (Token token : known.tokens()) {
      if (token.hash().matches(shown)) {
        found = Optional.of(token);
      }
    }
    return found.filter(token -> token.isGoodAt(clock.instant())).map(Token::caller);
  }

  /** Looks at the file once. Of one thread at a time. */
  void look() {
    lookout.ifPresent(Lookout::look);
  }

  private void read(TokenFile from) throws IOException {
    boolean asked = known.asked() || from.exists();
    byte[] bytes = from.bytes();
    if (asked == known.asked() && Arrays.equals(bytes, lastSeen)) {
      return;
    }
    List<Token> all = new ArrayList<>(declared);
    Set<String> names = new HashSet<>(declared.stream().map(Token::name).toList());
    for (Token token : from.parse(bytes)) {
      if (names.add(token.name())) {
        all.add(token);
      } else {
        LOG.log(
            Level.WARNING,
            "the token {0} of {1} is not used: the configuration declares one of that name",
            token.name(),
            from.path());
      }
    }
    known = new Known(asked, List.copyOf(all));
    lastSeen = bytes;
    LOG.log(Level.INFO, "the administration knows {0} tokens", all.size());
  }

  /** Looks at the file no more. */
  @Override
  public void close() {
    lookout.ifPresent(Lookout::close);
  }
}
