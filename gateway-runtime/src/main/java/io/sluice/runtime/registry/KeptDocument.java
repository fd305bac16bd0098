package io.sluice.runtime.registry;

import io.sluice.runtime.history.Documents;
import java.util.Map;

/**
 * The document of a service that was configured once and can not be served now, kept until it can
 * be again, or somebody changes it.
 */
record KeptDocument(String name, Map<String, Object> toMap) implements Specification {

  boolean means(ServiceSpec spec) {
    return Documents.difference(Map.of(name, toMap), Map.of(name, spec.toMap())).isEmpty();
  }
}
