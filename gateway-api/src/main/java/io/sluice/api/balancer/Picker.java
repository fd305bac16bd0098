package io.sluice.api.balancer;

/** Chooses among a fixed set of endpoints. */
@FunctionalInterface
public interface Picker {

  /**
   * Chooses an endpoint for one attempt. Called on any number of request threads at a time; must
   * not block and should take microseconds.
   *
   * <p>If it throws, answers a candidate that it was not given, or takes as long as a blocked call
   * does (50 ms and more), a random ready endpoint is taken instead or the next time, and the
   * failure is counted. One that fails again and again is not asked for a while, but for a trial
   * now and then.
   */
  Pick pick(PickRequest request);
}
