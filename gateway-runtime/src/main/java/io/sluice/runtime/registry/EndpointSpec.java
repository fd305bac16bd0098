package io.sluice.runtime.registry;

import io.sluice.api.Endpoint;
import io.sluice.runtime.exchange.IpLiteral;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An endpoint as it is registered.
 *
 * @param endpoint where it is
 * @param weight its share relative to others': 1 to 1000
 * @param drain whether it gets no new requests, while those under way end
 * @param ttl how long it stays registered unless that is renewed, 1 s to 24 h; zero for ever
 * @param lookup what its host name stands for
 */
public record EndpointSpec(
    Endpoint endpoint, int weight, boolean drain, Duration ttl, Lookup lookup) {

  static final int MOST_WEIGHT = 1000;
  static final Duration LEAST_TTL = Duration.ofSeconds(1);
  static final Duration MOST_TTL = Duration.ofHours(24);

  /** Refuses values out of range, and all addresses of what is an address already. */
  public EndpointSpec {
    if (weight < 1 || weight > MOST_WEIGHT) {
      throw new IllegalArgumentException("a weight is 1 to 1000, not " + weight);
    }
    boolean bounded = !ttl.isZero();
    if (bounded && (ttl.compareTo(LEAST_TTL) < 0 || ttl.compareTo(MOST_TTL) > 0)) {
      throw new IllegalArgumentException("a time to live is 1s to 24h, not " + ttl);
    }
    if (lookup instanceof Lookup.All && IpLiteral.parse(endpoint.host()).isPresent()) {
      throw new IllegalArgumentException(endpoint + " is an address, not a host name");
    }
  }

  /** An endpoint of that weight that stays. */
  public EndpointSpec(Endpoint endpoint, int weight) {
    this(endpoint, weight, false, Duration.ZERO, Lookup.DEFAULT);
  }

  /** An endpoint with the weight that holds if none is named. */
  public static EndpointSpec of(Endpoint endpoint) {
    return new EndpointSpec(endpoint, 1);
  }

  /** The same, draining or not. */
  public EndpointSpec draining(boolean next) {
    return new EndpointSpec(endpoint, weight, next, ttl, lookup);
  }

  /** Whether it goes unless it is renewed. */
  public boolean expires() {
    return !ttl.isZero();
  }

  /** The document from which {@link EndpointSpecReader} reads an equal specification. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("address", endpoint.authority());
    map.put("weight", weight);
    if (drain) {
      map.put("drain", true);
    }
    if (expires()) {
      map.put("ttl", SpecSyntax.format(ttl));
    }
    if (lookup instanceof Lookup.All(Duration refresh)) {
      map.put("resolve", "all");
      if (!refresh.equals(Lookup.All.USUAL)) {
        map.put("refresh", SpecSyntax.format(refresh));
      }
    }
    return map;
  }
}
