package io.sluice.runtime.registry;

import java.util.Map;

/** A service as it is configured, whether it can be served in that way or not. */
public sealed interface Specification permits ServiceSpec, KeptDocument {

  /** What the service is called. */
  String name();

  /** The document. */
  Map<String, Object> toMap();
}
