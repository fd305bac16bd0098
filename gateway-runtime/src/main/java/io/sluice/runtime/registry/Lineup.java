package io.sluice.runtime.registry;

import io.sluice.api.Endpoint;
import io.sluice.runtime.exchange.IpLiteral;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Works out which endpoints a service has: each registered one itself, or one for each address that
 * its name leads to. An address to which two of them lead is one endpoint, of the one that is an
 * address itself, else of the one that was registered first. A name that was never found stands for
 * itself.
 */
final class Lineup {

  private Lineup() {}

  /**
   * The endpoints in the order of registration, each with what it was registered as.
   *
   * @param answers the addresses of the endpoints that stand for all that their name has
   */
  static Map<Endpoint, EndpointSpec> of(
      List<EndpointSpec> specs, Function<Endpoint, List<InetAddress>> answers) {
    Map<Endpoint, EndpointSpec> lineup = new LinkedHashMap<>();
    Set<Endpoint> taken = new HashSet<>();
    specs.forEach(spec -> taken.add(canonical(spec.endpoint())));
    for (EndpointSpec spec : specs) {
      List<InetAddress> addresses =
          spec.lookup() instanceof Lookup.All ? answers.apply(spec.endpoint()) : List.of();
      if (addresses.isEmpty()) {
        lineup.put(spec.endpoint(), spec);
      }
      for (InetAddress address : addresses) {
        Endpoint found = at(spec.endpoint(), address);
        if (taken.add(found)) {
          lineup.put(found, spec);
        }
      }
    }
    return lineup;
  }

  /** The same endpoint however its address is written. */
  private static Endpoint canonical(Endpoint endpoint) {
    return IpLiteral.parse(endpoint.host()).map(address -> at(endpoint, address)).orElse(endpoint);
  }

  private static Endpoint at(Endpoint endpoint, InetAddress address) {
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    return new Endpoint(
        endpoint.scheme(), zone < 0 ? text : text.substring(0, zone), endpoint.port());
  }
}
