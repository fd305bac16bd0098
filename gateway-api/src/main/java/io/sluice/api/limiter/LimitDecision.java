package io.sluice.api.limiter;

import io.sluice.api.Outcome;
import java.time.Duration;
import java.util.List;

/** The answer to a {@link LimitRequest}. */
public sealed interface LimitDecision {

  /** Go on; nothing needs to be given back. */
  LimitDecision ADMITTED = new Admitted(Permit.NONE);

  /**
   * Go on.
   *
   * @param permit to be given back when the request has ended
   */
  record Admitted(Permit permit) implements LimitDecision {}

  /**
   * Not now.
   *
   * @param retryAfter when the same request would be admitted if no other came in between; more
   *     than zero
   * @param reason why, in a few words that a client may read
   * @param quotas the limits that apply, for the client to know; may be empty
   */
  record Rejected(Duration retryAfter, String reason, List<Quota> quotas) implements LimitDecision {

    /** Refuses a wait that is none. */
    public Rejected {
      if (retryAfter.isNegative() || retryAfter.isZero()) {
        throw new IllegalArgumentException("retryAfter must be positive, not " + retryAfter);
      }
      quotas = List.copyOf(quotas);
    }
  }

  /**
   * A limit and how much of it is left, as the {@code RateLimit} and {@code RateLimit-Policy}
   * fields tell it (draft-ietf-httpapi-ratelimit-headers).
   *
   * @param policy the name of the limit, a token
   * @param limit how many requests it allows
   * @param window in which time
   * @param remaining how many are left
   * @param reset after which time more are left
   */
  record Quota(String policy, long limit, Duration window, long remaining, Duration reset) {}

  /** The right of one request to run. */
  @FunctionalInterface
  interface Permit {

    /** Nothing to give back. */
    Permit NONE = _ -> {};

    /**
     * Called exactly once, when the request has ended, on its thread; must not block. What it
     * throws is counted. A WebSocket may outlive the limiter, which may then be closed already.
     */
    void release(Outcome outcome);
  }
}
