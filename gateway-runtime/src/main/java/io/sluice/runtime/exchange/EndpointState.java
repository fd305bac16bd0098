package io.sluice.runtime.exchange;

/** What the probes of an endpoint say about it. */
public enum EndpointState {
  /** Not probed yet, or never to be probed: taken as ready. */
  UNKNOWN,
  /** Ready. */
  UP,
  /** Not ready: gets no requests. */
  DOWN;

  /** Whether requests may go there. */
  public boolean isReady() {
    return this != DOWN;
  }
}
