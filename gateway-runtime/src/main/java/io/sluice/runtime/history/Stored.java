package io.sluice.runtime.history;

import java.util.Map;

/**
 * A service as it is kept beyond the process.
 *
 * @param revision the revision that changed it last
 * @param document the document of its specification
 */
public record Stored(long revision, Map<String, Object> document) {}
