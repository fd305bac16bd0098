package io.sluice.runtime.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The SHA-256 of a token, which is all that is kept of it. Immutable.
 *
 * <p>A plain hash is enough for tokens that {@link TokenSecret} makes: they are 256 random bits, so
 * nobody can try them all, and the slowness and the salt that passwords need would only cost time
 * with each request. A token that somebody thought up is kept in memory only.
 */
public final class TokenHash {

  private final byte[] bytes;

  private TokenHash(byte[] bytes) {
    this.bytes = bytes;
  }

  /** That of a token. */
  public static TokenHash of(String secret) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return new TokenHash(digest.digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * Reads 64 hexadecimal digits.
   *
   * @throws IllegalArgumentException if it is something else, which is not repeated, since it may
   *     be the token itself
   */
  public static TokenHash parse(String hex) {
    if (!hex.matches("[0-9a-fA-F]{64}")) {
      throw new IllegalArgumentException("expected a SHA-256, 64 hexadecimal digits");
    }
    return new TokenHash(HexFormat.of().parseHex(hex));
  }

  /** Whether it is the same; how long this takes does not tell how much of it is. */
  public boolean matches(TokenHash other) {
    return MessageDigest.isEqual(bytes, other.bytes);
  }

  /** Its first 64 bits, to tell guesses apart. */
  long prefix() {
    long prefix = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      prefix = (prefix << 8) | (bytes[i] & 0xFF);
    }
    return prefix;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenHash hash && matches(hash);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** As 64 hexadecimal digits in lower case. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
