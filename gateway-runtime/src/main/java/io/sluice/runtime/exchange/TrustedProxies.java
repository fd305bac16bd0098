package io.sluice.runtime.exchange;

import java.net.InetAddress;
import java.util.List;

/**
 * The addresses whose word about whom they forward for is believed: networks in CIDR notation.
 *
 * @param networks none by default: nobody is believed
 */
public record TrustedProxies(List<Network> networks) {

  /** Nobody is believed. */
  public static final TrustedProxies NONE = new TrustedProxies(List.of());

  /** Copies the list. */
  public TrustedProxies {
    networks = List.copyOf(networks);
  }

  /**
   * Those networks.
   *
   * @throws IllegalArgumentException if one is not an address with or without a prefix length, such
   *     as {@code 10.0.0.0/8}
   */
  public static TrustedProxies parse(List<String> cidrs) {
    return new TrustedProxies(cidrs.stream().map(Network::parse).toList());
  }

  /** Whether the address is in one of the networks. */
  public boolean contains(InetAddress address) {
    for (Network network : networks) {
      if (network.contains(address)) {
        return true;
      }
    }
    return false;
  }
}
