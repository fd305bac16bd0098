package io.sluice.runtime.access;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes tokens: 256 random bits behind a prefix by which scanners for lost secrets know them. */
public final class TokenSecret {

  private static final String PREFIX = "slc_";
  private static final int BYTES = 32;

  private TokenSecret() {}

  /** Another one: {@code slc_} and 43 letters, digits, hyphens and underscores. */
  public static String next(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
