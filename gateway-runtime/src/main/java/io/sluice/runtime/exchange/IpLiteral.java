package io.sluice.runtime.exchange;

import java.net.InetAddress;
import java.util.Optional;

/** Reads IP addresses without ever asking a name service. */
public final class IpLiteral {

  private static final int MOST_CHARACTERS = 45;

  private IpLiteral() {}

  /** The address that the text is, if it is one. */
  public static Optional<InetAddress> parse(String text) {
    if (text.isEmpty() || text.length() > MOST_CHARACTERS || !hasOnlyAddressCharacters(text)) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean hasOnlyAddressCharacters(String text) {
    return text.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == '.' || c == ':');
  }
}
