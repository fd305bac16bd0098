package io.sluice.api.probe;

/** The answer to one probe. */
public sealed interface ProbeResult {

  /**
   * The endpoint is well.
   *
   * @param latencyNanos how long it took to answer, in nanoseconds, without the time to connect
   */
  record Healthy(long latencyNanos) implements ProbeResult {}

  /**
   * The endpoint is not well.
   *
   * @param reason why, in a few words
   */
  record Unhealthy(String reason) implements ProbeResult {}
}
