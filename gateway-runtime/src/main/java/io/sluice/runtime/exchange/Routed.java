package io.sluice.runtime.exchange;

/**
 * Receipt of the router: where a request leads.
 *
 * @param route the route that matched
 */
public record Routed(Route route) {

  /** The service. */
  public Service service() {
    return route.service();
  }
}
