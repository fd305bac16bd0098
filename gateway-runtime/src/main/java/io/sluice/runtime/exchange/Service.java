package io.sluice.runtime.exchange;

import io.sluice.api.filter.Filter;
import io.sluice.api.limiter.Limiter;
import io.sluice.runtime.metrics.ServiceMeters;
import java.util.List;

/**
 * A service as its requests see it: the policies, all guarded, and the rotation of the moment. Made
 * by the registry for one revision; everything but the rotation stays as it is. Safe for any
 * thread.
 */
public final class Service {

  private final String name;
  private final Limiter limiter;
  private final List<Filter> filters;
  private final Timeouts timeouts;
  private final ClientBounds bounds;
  private final ServiceMeters meters;
  private final RotationCell rotations;

  /** A service without a ready endpoint that takes everything from its clients. */
  public Service(
      String name, Limiter limiter, List<Filter> filters, Timeouts timeouts, ServiceMeters meters) {
    this(name, limiter, filters, timeouts, ClientBounds.NONE, meters);
  }

  /** A service without a ready endpoint. */
  public Service(
      String name,
      Limiter limiter,
      List<Filter> filters,
      Timeouts timeouts,
      ClientBounds bounds,
      ServiceMeters meters) {
    this.name = name;
    this.limiter = limiter;
    this.filters = List.copyOf(filters);
    this.timeouts = timeouts;
    this.bounds = bounds;
    this.meters = meters;
    this.rotations = new RotationCell();
  }

  private Service(
      Service before,
      Limiter limiter,
      List<Filter> filters,
      Timeouts timeouts,
      ClientBounds bounds) {
    this.name = before.name;
    this.limiter = limiter;
    this.filters = List.copyOf(filters);
    this.timeouts = timeouts;
    this.bounds = bounds;
    this.meters = before.meters;
    this.rotations = before.rotations;
  }

  /**
   * The same service with other policies. Both have their endpoints in common, so that a request
   * that began with the former ones knows the newest endpoints.
   */
  public Service with(
      Limiter otherLimiter,
      List<Filter> otherFilters,
      Timeouts otherTimeouts,
      ClientBounds otherBounds) {
    return new Service(this, otherLimiter, otherFilters, otherTimeouts, otherBounds);
  }

  /** The name it is registered under. */
  public String name() {
    return name;
  }

  /** Who decides whether a request may go on. */
  public Limiter limiter() {
    return limiter;
  }

  /** What requests pass on their way, outermost first. */
  public List<Filter> filters() {
    return filters;
  }

  /** How long the peers of its requests may take. */
  public Timeouts timeouts() {
    return timeouts;
  }

  /** What it takes from its clients. */
  public ClientBounds bounds() {
    return bounds;
  }

  /** Where what happens to its requests is recorded. */
  public ServiceMeters meters() {
    return meters;
  }

  /** The ready endpoints and their picker, to be read once for each attempt. */
  public Rotation rotation() {
    return rotations.now;
  }

  /** Publishes another rotation; called by whoever holds the service's lock on the control side. */
  public void publish(Rotation next) {
    rotations.now = next;
  }

  /** What all versions of a service have in common. */
  private static final class RotationCell {
    private volatile Rotation now = Rotation.EMPTY;
  }
}
