package io.sluice.runtime.admin;

import io.sluice.runtime.registry.ServiceView;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Shows a service: its specification, as it can be registered again, and one member beside it that
 * says how it is at the moment.
 */
final class ServiceDocument {

  /** What is no part of the specification. */
  static final String STATUS = "status";

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
    status.put("endpoints", view.endpoints().stream().map(EndpointDocument::status).toList());
    return status;
  }
}
