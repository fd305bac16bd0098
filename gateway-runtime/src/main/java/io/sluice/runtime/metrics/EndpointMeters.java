package io.sluice.runtime.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sluice.api.Outcome;
import io.sluice.api.Outcome.FailureKind;
import io.sluice.runtime.exchange.EndpointState;
import io.sluice.runtime.exchange.LiveEndpoint;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * The meters of one endpoint of one service, all made at once, or of all those together that have
 * none of their own; these have no gauges, which only mean something of one. Safe for any thread.
 */
final class EndpointMeters implements AutoCloseable {

  private static final String REQUESTS = "sluice.upstream.requests";
  private static final String REQUESTS_HELP = "Attempts at endpoints, by how they ended";
  private static final String PROBES_HELP = "Probes of endpoints, by what they found";

  private final OwnedMeters meters;
  private final Counter[] byStatusClass = new Counter[5];
  private final Map<FailureKind, Counter> byFailure = new EnumMap<>(FailureKind.class);
  private final Counter abandoned;
  private final Timer duration;
  private final Counter selections;
  private final Counter healthyProbes;
  private final Counter unhealthyProbes;
  private final Map<EndpointState, Counter> transitions = new EnumMap<>(EndpointState.class);
  private volatile EndpointState state = EndpointState.UNKNOWN;
  private volatile boolean draining;

  EndpointMeters(MeterRegistry registry, String service, LiveEndpoint live) {
    this(registry, service, live.endpoint().authority());
    meters.gauge(
        "sluice.upstream.inflight.requests",
        "Requests picked for the endpoint that have not ended",
        live,
        LiveEndpoint::inFlight);
    for (EndpointState each : EndpointState.values()) {
      stateGauge(word(each), endpoint -> !endpoint.draining && endpoint.state == each ? 1 : 0);
    }
    stateGauge("draining", endpoint -> endpoint.draining ? 1 : 0);
  }

  /** The meters of those that have none of their own. */
  static EndpointMeters ofOthers(MeterRegistry registry) {
    return new EndpointMeters(registry, SeriesCap.OTHER, SeriesCap.OTHER);
  }

  private EndpointMeters(MeterRegistry registry, String service, String authority) {
    meters = new OwnedMeters(registry, "service", service, "endpoint", authority);
    for (int i = 0; i < byStatusClass.length; i++) {
      byStatusClass[i] = meters.counter(REQUESTS, REQUESTS_HELP, "outcome", (i + 1) + "xx");
    }
    for (FailureKind kind : FailureKind.values()) {
      String outcome = kind.name().toLowerCase(Locale.ROOT);
      byFailure.put(kind, meters.counter(REQUESTS, REQUESTS_HELP, "outcome", outcome));
    }
    abandoned = meters.counter(REQUESTS, REQUESTS_HELP, "outcome", "abandoned");
    duration =
        meters.timer(
            "sluice.upstream.request.duration", "How long attempts at endpoints took, whole");
    selections = meters.counter("sluice.balancer.selections", "Endpoints picked for attempts");
    healthyProbes = meters.counter("sluice.health.probes", PROBES_HELP, "result", "healthy");
    unhealthyProbes = meters.counter("sluice.health.probes", PROBES_HELP, "result", "unhealthy");
    for (EndpointState each : EndpointState.values()) {
      transitions.put(
          each,
          meters.counter(
              "sluice.health.transitions", "Changes of endpoints to a state", "to", word(each)));
    }
  }

  private static String word(EndpointState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private void stateGauge(String word, ToDoubleFunction<EndpointMeters> source) {
    meters.gauge(
        "sluice.endpoint.state",
        "1 for the state that the endpoint is in",
        this,
        source,
        "state",
        word);
  }

  void draining(boolean drains) {
    draining = drains;
  }

  void selected() {
    selections.increment();
  }

  void attemptEnded(Outcome outcome) {
    switch (outcome) {
      case Outcome.Completed(int status, long nanos) -> {
        byStatusClass[Math.clamp(status / 100 - 1, 0, byStatusClass.length - 1)].increment();
        duration.record(nanos, TimeUnit.NANOSECONDS);
      }
      case Outcome.Failed(FailureKind kind, long nanos) -> {
        byFailure.getOrDefault(kind, abandoned).increment();
        duration.record(nanos, TimeUnit.NANOSECONDS);
      }
      case Outcome.Abandoned _ -> abandoned.increment();
    }
  }

  void probed(boolean healthy) {
    (healthy ? healthyProbes : unhealthyProbes).increment();
  }

  void changed(EndpointState to) {
    state = to;
    Optional.ofNullable(transitions.get(to)).ifPresent(Counter::increment);
  }

  @Override
  public void close() {
    meters.close();
  }
}
