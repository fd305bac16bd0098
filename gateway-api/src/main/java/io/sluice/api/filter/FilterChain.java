package io.sluice.api.filter;

import io.sluice.api.Request;
import io.sluice.api.Response;

/** The rest of a request's way. */
@FunctionalInterface
public interface FilterChain {

  /**
   * Passes the request on and returns the answer as soon as its head is there. Refusals and
   * failures further down are answers too, with the status that the client would see.
   *
   * @throws IllegalStateException at the second call, on another thread than the request's, and
   *     after the filter has answered; each is counted
   */
  Response proceed(Request request);
}
