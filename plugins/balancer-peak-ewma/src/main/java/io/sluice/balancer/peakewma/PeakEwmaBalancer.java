package io.sluice.balancer.peakewma;

import io.sluice.api.Endpoint;
import io.sluice.api.Ticker;
import io.sluice.api.balancer.Balancer;
import io.sluice.api.balancer.Candidate;
import io.sluice.api.balancer.Picker;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Owns what is known of each endpoint's latency, which goes on from picker to picker.
 *
 * <p>An endpoint that is not ready keeps its latency until that has faded; so one that comes back
 * soon is judged by what it did, and the latencies kept are few. Used by the control thread; what
 * it hands to pickers is used by all request threads.
 */
final class PeakEwmaBalancer implements Balancer {

  private final Map<Endpoint, PeakEwmaLatency> latencies = new ConcurrentHashMap<>();
  private final PeakEwmaSettings settings;
  private final Ticker ticker;
  private final RandomGenerator random;

  PeakEwmaBalancer(PeakEwmaSettings settings, Ticker ticker, RandomGenerator random) {
    this.settings = settings;
    this.ticker = ticker;
    this.random = random;
  }

  @Override
  public Picker newPicker(List<Candidate> ready) {
    Set<Endpoint> endpoints = ready.stream().map(Candidate::endpoint).collect(Collectors.toSet());
    latencies
        .entrySet()
        .removeIf(one -> !endpoints.contains(one.getKey()) && one.getValue().isForgotten());
    return new PeakEwmaPicker(ready, this::latency, random);
  }

  private PeakEwmaLatency latency(Endpoint endpoint) {
    return latencies.computeIfAbsent(endpoint, _ -> new PeakEwmaLatency(ticker, settings));
  }
}
