package io.sluice.runtime.registry;

import io.sluice.api.Endpoint;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An endpoint as it is registered.
 *
 * @param endpoint where it is
 * @param weight its share relative to others': 1 to 1000
 */
public record EndpointSpec(Endpoint endpoint, int weight) {

  static final int MOST_WEIGHT = 1000;

  /** Refuses a weight out of range. */
  public EndpointSpec {
    if (weight < 1 || weight > MOST_WEIGHT) {
      throw new IllegalArgumentException("a weight is 1 to 1000, not " + weight);
    }
  }

  /** An endpoint with the weight that holds if none is named. */
  public static EndpointSpec of(Endpoint endpoint) {
    return new EndpointSpec(endpoint, 1);
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("address", endpoint.authority());
    map.put("weight", weight);
    return map;
  }
}
