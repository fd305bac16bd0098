package io.sluice.runtime.exchange;

import java.net.InetAddress;
import java.util.List;

/**
 * Which networks endpoints may be in, beside what holds for everybody.
 *
 * @param allow if there are any, only those
 * @param deny not those, even if they are allowed
 */
public record AddressRules(List<Network> allow, List<Network> deny) {

  /** Any network. */
  public static final AddressRules ANY = new AddressRules(List.of(), List.of());

  /** Copies the lists. */
  public AddressRules {
    allow = List.copyOf(allow);
    deny = List.copyOf(deny);
  }

  boolean allows(InetAddress address) {
    return allow.isEmpty() || isIn(allow, address);
  }

  boolean denies(InetAddress address) {
    return isIn(deny, address);
  }

  private static boolean isIn(List<Network> networks, InetAddress address) {
    return networks.stream().anyMatch(network -> network.contains(address));
  }
}
