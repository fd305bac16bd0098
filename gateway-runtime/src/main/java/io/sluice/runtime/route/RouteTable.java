package io.sluice.runtime.route;

import io.sluice.runtime.exchange.Route;
import java.util.Optional;

/**
 * Maps host and canonical path to the route whose path is the longest that matches in whole
 * segments. Immutable.
 */
public interface RouteTable {

  /**
   * The route of a request.
   *
   * @param authority the request's authority, with or without a port, in any case
   * @param canonicalPath its canonical path
   */
  Optional<Route> find(String authority, String canonicalPath);
}
