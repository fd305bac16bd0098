package io.sluice.runtime.address;

import io.sluice.api.Endpoint;
import io.sluice.api.Ticker;
import io.sluice.runtime.exchange.AddressPolicy;
import io.sluice.runtime.exchange.IpLiteral;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The addresses of endpoints that may be dialled. Who dials asks anew each time, because a name may
 * lead elsewhere tomorrow than when it was registered. Safe for any thread.
 */
public final class Addresses implements AutoCloseable {

  private final AddressPolicy policy;
  private final Resolver resolver;

  /** With the names that the system knows. */
  public Addresses(AddressPolicy policy) {
    this(policy, NameService.SYSTEM, Ticker.system());
  }

  /** With other names. */
  public Addresses(AddressPolicy policy, NameService names) {
    this(policy, names, Ticker.system());
  }

  /** With other names and another time. */
  public Addresses(AddressPolicy policy, NameService names, Ticker ticker) {
    this.policy = policy;
    this.resolver = new Resolver(names, ticker);
  }

  /**
   * Those of an endpoint's addresses that may be dialled, at least one, in the order in which the
   * name service gives them. A name that can't be found any more has those that it had, for an
   * hour.
   *
   * @throws AddressRefusedException if it has addresses, but none that may be dialled
   * @throws java.net.UnknownHostException if it has none
   * @throws java.net.SocketTimeoutException if none was found in that time
   */
  public List<InetAddress> of(Endpoint endpoint, Duration timeout) throws IOException {
    Optional<InetAddress> literal = IpLiteral.parse(endpoint.host());
    return allowed(
        endpoint,
        literal.isPresent() ? List.of(literal.get()) : resolver.resolve(endpoint.host(), timeout));
  }

  /**
   * The same of a host name as it is now, without what it was before.
   *
   * @throws AddressRefusedException if it has addresses, but none that may be dialled
   * @throws java.net.UnknownHostException if it has none
   * @throws java.net.SocketTimeoutException if none was found in that time
   */
  public List<InetAddress> fresh(Endpoint endpoint, Duration timeout) throws IOException {
    return allowed(endpoint, resolver.fresh(endpoint.host(), timeout));
  }

  private List<InetAddress> allowed(Endpoint endpoint, List<InetAddress> found)
      throws AddressRefusedException {
    List<InetAddress> allowed = new ArrayList<>();
    String reason = "the host name has no address";
    for (InetAddress address : found) {
      Optional<String> refusal = policy.refusal(address, endpoint.port());
      if (refusal.isEmpty()) {
        allowed.add(address);
      } else {
        reason = refusal.get();
      }
    }
    if (allowed.isEmpty()) {
      throw new AddressRefusedException(reason);
    }
    return allowed;
  }

  /** Ends the look-up of host names. */
  @Override
  public void close() {
    resolver.close();
  }
}
