package io.sluice.runtime.metrics;

import io.sluice.api.Endpoint;
import io.sluice.api.Outcome;

/**
 * Where what happens to the requests of one service is recorded. Called on request threads, any
 * number at a time; never blocks, never throws.
 */
public interface ServiceMeters {

  /** Records nothing. */
  ServiceMeters NONE = new UnrecordedMeters();

  /**
   * A request has ended.
   *
   * @param method as sent; unknown ones are recorded as {@code _other}
   * @param status the status of the answer, 499 if the client left before
   * @param code the gateway's own failure code, or empty if the endpoint's answer was passed on
   * @param nanos from the first byte of the head to the last byte of the answer, in nanoseconds
   */
  void requestEnded(String method, int status, String code, long nanos);

  /** An endpoint was picked for an attempt. */
  void selected(Endpoint endpoint);

  /** An attempt at an endpoint has ended. */
  void attemptEnded(Endpoint endpoint, Outcome outcome);

  /** A request is tried again. */
  void retried();

  /** The limiter decided. */
  void limited(boolean admitted);
}
