package io.sluice.runtime.admin;

import io.sluice.runtime.registry.ServiceView;
import io.sluice.runtime.registry.ServiceView.EndpointView;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Shows a service: its specification, as it can be registered again, and one member beside it that
 * says how it is at the moment.
 */
final class ServiceDocument {

  /** What is no part of the specification. */
  static final String STATUS = "status";

  private static final double NANOS_PER_MILLI = 1e6;

  private ServiceDocument() {}

  /** What a service's document says of the service, without what it shows of the moment. */
  static Map<String, Object> specification(Map<?, ?> document) {
    Map<String, Object> specification = new LinkedHashMap<>(textKeyed(document));
    specification.remove(STATUS);
    return specification;
  }

  /** A part of a document: every map in one has text keys. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> textKeyed(Map<?, ?> document) {
    return (Map<String, Object>) document;
  }

  static Map<String, Object> of(ServiceView view) {
    Map<String, Object> document = new LinkedHashMap<>(view.spec().toMap());
    document.put(STATUS, status(view));
    return document;
  }

  private static Map<String, Object> status(ServiceView view) {
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("revision", view.revision());
    status.put("readOnly", view.readOnly());
    status.put("endpoints", view.endpoints().stream().map(ServiceDocument::endpoint).toList());
    return status;
  }

  private static Map<String, Object> endpoint(EndpointView view) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("address", view.endpoint().authority());
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
