package io.sluice.runtime.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The secret that administrators know. Never shown, compared in constant time. */
public final class AdminToken {

  private final byte[] secret;

  /**
   * A token.
   *
   * @throws IllegalArgumentException if it could not stand in a header field
   */
  public AdminToken(String text) {
    if (text.isEmpty() || !text.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
      throw new IllegalArgumentException("a token is visible ASCII characters without blanks");
    }
    secret = text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Whether it is this token; the time this takes does not tell how much of it is right. */
  public boolean matches(String candidate) {
    return MessageDigest.isEqual(secret, candidate.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
