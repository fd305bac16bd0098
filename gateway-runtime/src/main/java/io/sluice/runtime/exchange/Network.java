package io.sluice.runtime.exchange;

import java.net.InetAddress;

/**
 * All addresses that share their first bits.
 *
 * @param address one of them
 * @param prefixBits how many bits are shared
 */
public record Network(InetAddress address, int prefixBits) {

  /** Refuses a prefix longer than the address. */
  public Network {
    if (prefixBits < 0 || prefixBits > 8 * address.getAddress().length) {
      throw new IllegalArgumentException(
          "a prefix of " + prefixBits + " bits does not fit " + address.getHostAddress());
    }
  }

  /**
   * Reads an address with or without a prefix length, such as {@code 10.0.0.0/8}.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static Network parse(String cidr) {
    int slash = cidr.indexOf('/');
    String literal = slash < 0 ? cidr : cidr.substring(0, slash);
    InetAddress address =
        IpLiteral.parse(literal)
            .orElseThrow(() -> new IllegalArgumentException("not an IP address: \"" + cidr + "\""));
    if (slash < 0) {
      return new Network(address, 8 * address.getAddress().length);
    }
    String prefix = cidr.substring(slash + 1);
    if (!prefix.matches("[0-9]{1,3}")) {
      throw new IllegalArgumentException("not a prefix length: \"" + cidr + "\"");
    }
    return new Network(address, Integer.parseInt(prefix));
  }

  /** Whether an address is one of them; one of another family is not. */
  public boolean contains(InetAddress other) {
    byte[] mine = address.getAddress();
    byte[] theirs = other.getAddress();
    if (mine.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < prefixBits; bit += 8) {
      int mask = prefixBits - bit >= 8 ? 0xFF : 0xFF << (8 - (prefixBits - bit));
      if (((mine[bit / 8] ^ theirs[bit / 8]) & mask & 0xFF) != 0) {
        return false;
      }
    }
    return true;
  }
}
