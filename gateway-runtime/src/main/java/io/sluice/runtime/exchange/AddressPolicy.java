package io.sluice.runtime.exchange;

import io.sluice.api.Endpoint;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Decides which addresses the gateway may dial. Link-local networks and the other places where
 * clouds keep their machines' secrets are out, and so are the gateway's own ports, since a request
 * would go round in circles; beyond that hold the rules that are configured.
 *
 * <p>Asked when an endpoint is registered and again at every connect, after its name was resolved.
 * An IPv6 address that leads to an IPv4 address is judged as that one, too. Safe for any thread if
 * the predicate is.
 */
public final class AddressPolicy {

  /** Where clouds keep their machines' secrets outside of link-local networks. */
  private static final List<InetAddress> METADATA =
      Stream.of("fd00:ec2::254", "fd20:ce::254", "100.100.100.200", "168.63.129.16", "192.0.0.192")
          .map(InetAddress::ofLiteral)
          .toList();

  private static final Network THIS_NETWORK = Network.parse("0.0.0.0/8");
  private static final InetAddress BROADCAST = InetAddress.ofLiteral("255.255.255.255");

  /** The end of a host that resolvers take for an IPv4 address, however it is written. */
  private static final Pattern NUMBER_AT_END = Pattern.compile("(.*\\.)?([0-9]+|0x[0-9a-f]*)\\.?");

  private static final String OCTET = "(0|[1-9][0-9]{0,2})";
  private static final Pattern FOUR_NUMBERS = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final InetAddress LOOPBACK_6 = InetAddress.ofLiteral("::1");

  private final IntPredicate ownPort;
  private final AddressRules rules;

  /**
   * @param ownPort whether the gateway itself listens on a port
   */
  public AddressPolicy(IntPredicate ownPort) {
    this(ownPort, AddressRules.ANY);
  }

  /**
   * @param ownPort whether the gateway itself listens on a port
   * @param rules what holds beyond what holds for everybody
   */
  public AddressPolicy(IntPredicate ownPort, AddressRules rules) {
    this.ownPort = ownPort;
    this.rules = rules;
  }

  /** Why an endpoint is not allowed, as far as can be told without resolving its name. */
  public Optional<String> refusal(Endpoint endpoint) {
    String host = endpoint.host();
    if (host.startsWith(".") || host.contains("..")) {
      return Optional.of("a host name has no empty label");
    }
    Optional<InetAddress> literal = IpLiteral.parse(host);
    boolean strange = literal.isEmpty() || !FOUR_NUMBERS.matcher(host).matches();
    if (host.indexOf(':') < 0 && NUMBER_AT_END.matcher(host).matches() && strange) {
      return Optional.of(
          "an IPv4 address is four decimal numbers of 0 to 255 without leading zeros");
    }
    if (host.indexOf(':') >= 0 && literal.isEmpty()) {
      return Optional.of("not an IPv6 address");
    }
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    if (name.equals("localhost") || name.endsWith(".localhost")) {
      return refusal(LOOPBACK, endpoint.port())
          .filter(_ -> refusal(LOOPBACK_6, endpoint.port()).isPresent());
    }
    return literal.flatMap(address -> refusal(address, endpoint.port()));
  }

  /** Why an address is not allowed. */
  public Optional<String> refusal(InetAddress address, int port) {
    if (!rules.allows(address)) {
      return Optional.of(address.getHostAddress() + " is in no network of endpoints.allow");
    }
    return Stream.concat(Stream.of(address), EmbeddedAddresses.of(address).stream())
        .flatMap(each -> single(each, port).stream())
        .findFirst();
  }

  private Optional<String> single(InetAddress address, int port) {
    if (address.isLinkLocalAddress() || METADATA.contains(address)) {
      return Optional.of("link-local and metadata addresses are not allowed");
    }
    if (address.isMulticastAddress() || address.equals(BROADCAST)) {
      return Optional.of("a multicast address is no endpoint");
    }
    if (address.isAnyLocalAddress() || THIS_NETWORK.contains(address)) {
      return Optional.of("an unspecified address is no endpoint");
    }
    if (rules.denies(address)) {
      return Optional.of(address.getHostAddress() + " is in a network of endpoints.deny");
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
      return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return false;
    }
  }
}
