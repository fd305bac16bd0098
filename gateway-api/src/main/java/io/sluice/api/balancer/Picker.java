package io.sluice.api.balancer;

/** Chooses among a fixed set of endpoints. */
@FunctionalInterface
public interface Picker {

  /**
   * Chooses an endpoint for one attempt. Called on any number of request threads at a time; must
   * not block and should take microseconds.
   *
   * <p>If it throws, or answers a candidate that it was not given, a random ready endpoint is taken
   * instead, and the failure is counted.
   */
  Pick pick(PickRequest request);
}
