package io.sluice.runtime.history;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What operators have configured as of one revision.
 *
 * @param revision the revision
 * @param services the documents of the services' specifications, in the order of names
 */
public record Configuration(long revision, Map<String, Map<String, Object>> services) {

  /** Copies the map. */
  public Configuration {
    services = Collections.unmodifiableMap(new TreeMap<>(services));
  }
}
