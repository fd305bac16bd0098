package io.sluice.api.balancer;

import io.sluice.api.Outcome;

/** The answer to a {@link PickRequest}. */
public sealed interface Pick {

  /**
   * Take this one.
   *
   * @param candidate one of those that the picker was made with
   * @param completion is told how the attempt ended
   */
  record Picked(Candidate candidate, Completion completion) implements Pick {

    /** A choice whose end is of no interest. */
    public Picked(Candidate candidate) {
      this(candidate, Completion.NONE);
    }
  }

  /**
   * None can be taken, for example because all are excluded.
   *
   * @param reason why, in a few words
   */
  record Unavailable(String reason) implements Pick {}

  /** Learns how an attempt ended. */
  @FunctionalInterface
  interface Completion {

    /** Ignores it. */
    Completion NONE = _ -> {};

    /**
     * Called exactly once for each pick that was used, on the request's thread; must not block.
     * What it throws is counted. A WebSocket may outlive the balancer, which may then be closed
     * already.
     */
    void complete(Outcome outcome);
  }
}
