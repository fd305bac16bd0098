package io.sluice.api;

/**
 * How one attempt at an endpoint, or one admitted request, ended. Told exactly once to whoever
 * asked to know.
 */
public sealed interface Outcome {

  /**
   * An answer came and was passed on whole, whatever it says.
   *
   * @param status the answer's status code
   * @param nanos from the pick to the last byte of the answer, in nanoseconds; of a WebSocket,
   *     whose status is 101, to the head of the answer only
   */
  record Completed(int status, long nanos) implements Outcome {}

  /**
   * The endpoint failed.
   *
   * @param kind in which way
   * @param nanos from the pick to the failure, in nanoseconds; of a WebSocket to the head of the
   *     answer
   */
  record Failed(FailureKind kind, long nanos) implements Outcome {}

  /** The client left, or the attempt was never made; nothing is to be learnt about the endpoint. */
  record Abandoned() implements Outcome {}

  /** The ways in which an endpoint fails. */
  enum FailureKind {
    /**
     * No connection came about: refused, unreachable, not resolved, or not within the connect
     * deadline.
     */
    CONNECT,
    /** The answer, or its next part, did not come within its deadline. */
    DEADLINE,
    /** The connection was lost before the answer was whole. */
    CONNECTION_LOST,
    /** What came was no well-formed answer. */
    PROTOCOL
  }
}
