package io.sluice.runtime.admin;

import io.sluice.runtime.registry.ServiceView;
import io.sluice.runtime.registry.ServiceView.EndpointView;
import java.util.LinkedHashMap;
import java.util.Map;

/** Shows a service: what is registered, and how its endpoints are at the moment. */
final class ServiceDocument {

  private static final double NANOS_PER_MILLI = 1e6;

  private ServiceDocument() {}

  static Map<String, Object> of(ServiceView view) {
    Map<String, Object> document = new LinkedHashMap<>(view.spec().toMap());
    document.put("endpoints", view.endpoints().stream().map(ServiceDocument::endpoint).toList());
    document.put("readOnly", view.readOnly());
    document.put("revision", view.revision());
    return document;
  }

  private static Map<String, Object> endpoint(EndpointView view) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("address", view.endpoint().authority());
    document.put("weight", view.spec().weight());
    document.put("state", view.state());
    document.put("since", view.health().since().toString());
    document.put("inFlight", view.inFlight());
    document.put("consecutiveFailures", view.health().consecutiveFailures());
    if (!view.health().reason().isEmpty()) {
      document.put("reason", view.health().reason());
    }
    putLatency(document, "probeLatencyMillis", view.health().lastLatencyNanos());
    putLatency(document, "balancerLatencyMillis", view.probeLatencyNanos());
    return document;
  }

  private static void putLatency(Map<String, Object> document, String name, long nanos) {
    if (nanos >= 0) {
      document.put(name, nanos / NANOS_PER_MILLI);
    }
  }
}
