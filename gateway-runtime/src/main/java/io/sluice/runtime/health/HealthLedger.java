package io.sluice.runtime.health;

import io.sluice.runtime.exchange.EndpointState;

/**
 * The count of an endpoint's probes in a row, and the state that follows from it.
 *
 * @param state up after the first success, or, if it was down, after enough in a row; down after
 *     enough failures in a row
 * @param failures how many probes in a row have failed up to now
 * @param successes how many in a row have succeeded since it is down; zero unless it is
 */
record HealthLedger(EndpointState state, int failures, int successes) {

  /** Before the first probe. */
  static final HealthLedger START = new HealthLedger(EndpointState.UNKNOWN, 0, 0);

  /** After another success. */
  HealthLedger healthy(int rise) {
    boolean stillDown = state == EndpointState.DOWN && successes + 1 < rise;
    return stillDown
        ? new HealthLedger(EndpointState.DOWN, 0, successes + 1)
        : new HealthLedger(EndpointState.UP, 0, 0);
  }

  /** After another failure. */
  HealthLedger unhealthy(int fall) {
    int inRow = failures == Integer.MAX_VALUE ? failures : failures + 1;
    return new HealthLedger(inRow >= fall ? EndpointState.DOWN : state, inRow, 0);
  }
}
