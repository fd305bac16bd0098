package io.sluice.runtime.exchange;

import io.sluice.api.Endpoint;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Decides which addresses the gateway may dial. Link-local networks are out, since clouds keep
 * their machines' secrets there, and so are the gateway's own ports, since a request would go round
 * in circles.
 *
 * <p>Asked when an endpoint is registered and again at every connect, after its name was resolved.
 * Safe for any thread if the predicate is.
 */
public final class AddressPolicy {

  /** Where a large cloud keeps its machines' secrets in IPv6. */
  private static final InetAddress METADATA = InetAddress.ofLiteral("fd00:ec2::254");

  private final IntPredicate ownPort;

  /**
   * @param ownPort whether the gateway itself listens on a port
   */
  public AddressPolicy(IntPredicate ownPort) {
    this.ownPort = ownPort;
  }

  /** Why an endpoint is not allowed, as far as can be told without resolving its name. */
  public Optional<String> refusal(Endpoint endpoint) {
    if (endpoint.host().equals("localhost") || endpoint.host().endsWith(".localhost")) {
      return refusal(InetAddress.getLoopbackAddress(), endpoint.port());
    }
    return literal(endpoint.host()).flatMap(address -> refusal(address, endpoint.port()));
  }

  /** Why an address is not allowed. */
  public Optional<String> refusal(InetAddress address, int port) {
    if (address.isLinkLocalAddress() || address.equals(METADATA)) {
      return Optional.of("link-local and metadata addresses are not allowed");
    }
    if (address.isMulticastAddress()) {
      return Optional.of("a multicast address is no endpoint");
    }
    return ownPort.test(port) && isHere(address)
        ? Optional.of("port " + port + " of this machine is the gateway's own")
        : Optional.empty();
  }

  /**
   * Whether it is an address of this machine; asks the system only if it is none of every machine.
   */
  private static boolean isHere(InetAddress address) {
    try {
      return address.isLoopbackAddress()
          || address.isAnyLocalAddress()
          || NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return false;
    }
  }

  private static Optional<InetAddress> literal(String host) {
    boolean maybe = host.chars().allMatch(c -> c == '.' || c == ':' || isHexDigit(c));
    if (!maybe) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // a host name such as "cafe"
    }
  }

  private static boolean isHexDigit(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }
}
