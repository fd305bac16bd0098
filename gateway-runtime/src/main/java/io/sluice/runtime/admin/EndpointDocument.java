package io.sluice.runtime.admin;

import io.sluice.runtime.registry.EndpointSpec;
import io.sluice.runtime.registry.ServiceView;
import io.sluice.runtime.registry.ServiceView.EndpointView;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Shows an endpoint: what it is registered as, so that it can be registered again, and beside it
 * how it is at the moment, or each of its addresses, if it stands for all that its name leads to.
 */
final class EndpointDocument {

  private static final double NANOS_PER_MILLI = 1e6;

  private EndpointDocument() {}

  /** The endpoint of a service that is registered so. */
  static Map<String, Object> of(ServiceView view, EndpointSpec spec) {
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("revision", view.revision());
    status.put("readOnly", view.readOnly());
    status.put(
        "endpoints",
        view.endpoints().stream()
            .filter(one -> one.spec().equals(spec))
            .map(EndpointDocument::status)
            .toList());
    Map<String, Object> document = new LinkedHashMap<>(spec.toMap());
    document.put(ServiceDocument.STATUS, status);
    return document;
  }

  /** How one address is at the moment. */
  static Map<String, Object> status(EndpointView view) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("address", view.endpoint().authority());
    if (!view.endpoint().equals(view.spec().endpoint())) {
      document.put("name", view.spec().endpoint().authority());
    }
    document.put("state", view.state());
    document.put("since", view.health().since().toString());
    document.put("inFlight", view.inFlight());
    document.put("consecutiveFailures", view.health().consecutiveFailures());
    putText(document, "reason", view.health().reason());
    putText(document, "nameProblem", view.nameProblem());
    putLatency(document, "probeLatencyMillis", view.health().lastLatencyNanos());
    putLatency(document, "balancerLatencyMillis", view.probeLatencyNanos());
    return document;
  }

  private static void putText(Map<String, Object> document, String name, String text) {
    if (!text.isEmpty()) {
      document.put(name, text);
    }
  }

  private static void putLatency(Map<String, Object> document, String name, long nanos) {
    if (nanos >= 0) {
      document.put(name, nanos / NANOS_PER_MILLI);
    }
  }
}
