package io.sluice.runtime.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sluice.api.Endpoint;
import io.sluice.api.Outcome;
import io.sluice.runtime.exchange.EndpointState;
import io.sluice.runtime.exchange.FailureCode;
import io.sluice.runtime.exchange.LiveEndpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The meters of one service and its endpoints. Requests and probes record from any thread; the
 * endpoints come and go, and all is closed, on the control thread.
 *
 * <p>The timer of a request is found by one number made of method, status and code, so that
 * recording allocates nothing. A service has at most {@link RequestTimers#MOST_TIMERS} of them.
 */
final class ServiceMeterSet implements ServiceMeters, AutoCloseable {

  private static final String OTHER = SeriesCap.OTHER;
  private static final int STATUSES = 1000;

  /** Which methods and codes are shown; the position in the list is part of the number. */
  private static final List<String> METHODS =
      List.of(
          OTHER, "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

  private static final List<String> CODES = codes();
  private static final Map<String, Integer> METHOD_NUMBERS = numbers(METHODS);
  private static final Map<String, Integer> CODE_NUMBERS = numbers(CODES);
  private static final Integer UNKNOWN = 0;

  private final MeterRegistry registry;
  private final String service;
  private final SeriesCap cap;
  private final EndpointMeters others;
  private final OwnedMeters meters;
  private final RequestTimers requests;
  private final Counter retries;
  private final Counter admitted;
  private final Counter rejected;
  private final Map<Endpoint, EndpointMeters> endpoints = new ConcurrentHashMap<>();

  /**
   * @param cap how many endpoints of all services have meters of their own
   * @param others the meters of those that have not
   */
  ServiceMeterSet(MeterRegistry registry, String service, SeriesCap cap, EndpointMeters others) {
    this.registry = registry;
    this.service = service;
    this.cap = cap;
    this.others = others;
    meters = new OwnedMeters(registry, "service", service);
    requests = new RequestTimers(this::requestTimer);
    retries = meters.counter("sluice.retries", "Requests tried again");
    admitted = decisions("admitted");
    rejected = decisions("rejected");
  }

  private Counter decisions(String decision) {
    return meters.counter(
        "sluice.limiter.decisions", "Decisions of limiters", "decision", decision);
  }

  void endpointAdded(LiveEndpoint live) {
    EndpointMeters added = cap.enter() ? new EndpointMeters(registry, service, live) : others;
    Optional.ofNullable(endpoints.put(live.endpoint(), added)).ifPresent(this::end);
  }

  void endpointGone(Endpoint endpoint) {
    Optional.ofNullable(endpoints.remove(endpoint)).ifPresent(this::end);
  }

  private void end(EndpointMeters gone) {
    boolean own = gone != others;
    if (own) {
      gone.close();
    }
    cap.leave(own);
  }

  @Override
  public void requestEnded(String method, int status, String code, long nanos) {
    int shown = status >= 0 && status < STATUSES ? status : 0;
    int key =
        (METHOD_NUMBERS.getOrDefault(method, UNKNOWN) * CODES.size()
                    + CODE_NUMBERS.getOrDefault(code, UNKNOWN))
                * STATUSES
            + shown;
    requests.timer(key, 0).record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void selected(Endpoint endpoint) {
    EndpointMeters known = endpoints.get(endpoint);
    if (known != null) {
      known.selected();
    }
  }

  @Override
  public void attemptEnded(Endpoint endpoint, Outcome outcome) {
    EndpointMeters known = endpoints.get(endpoint);
    if (known != null) {
      known.attemptEnded(outcome);
    }
  }

  @Override
  public void retried() {
    retries.increment();
  }

  @Override
  public void limited(boolean isAdmitted) {
    (isAdmitted ? admitted : rejected).increment();
  }

  void probed(Endpoint endpoint, boolean healthy) {
    EndpointMeters known = endpoints.get(endpoint);
    if (known != null) {
      known.probed(healthy);
    }
  }

  void changed(Endpoint endpoint, EndpointState to) {
    EndpointMeters known = endpoints.get(endpoint);
    if (known != null) {
      known.changed(to);
    }
  }

  void draining(Endpoint endpoint, boolean drains) {
    EndpointMeters known = endpoints.get(endpoint);
    if (known != null) {
      known.draining(drains);
    }
  }

  @Override
  public void close() {
    List.copyOf(endpoints.keySet()).forEach(this::endpointGone);
    meters.close();
  }

  private Timer requestTimer(int key) {
    int status = key % STATUSES;
    int code = key / STATUSES % CODES.size();
    int method = key / STATUSES / CODES.size();
    return meters.timer(
        "http.server.request.duration",
        "How long requests took, from the first byte of the head to the last of the answer",
        "method",
        METHODS.get(method),
        "status",
        status == 0 ? OTHER : Integer.toString(status),
        "code",
        CODES.get(code));
  }

  private static List<String> codes() {
    List<String> codes = new ArrayList<>();
    codes.add(OTHER);
    codes.add("");
    for (FailureCode code : FailureCode.values()) {
      codes.add(code.code());
    }
    return List.copyOf(codes);
  }

  private static Map<String, Integer> numbers(List<String> names) {
    Map<String, Integer> numbers = new HashMap<>();
    for (String name : names) {
      numbers.put(name, numbers.size());
    }
    return Map.copyOf(numbers);
  }
}
