package io.sluice.runtime.exchange;

import io.sluice.api.Outcome.FailureKind;
import java.io.IOException;

/**
 * The endpoint failed: while it was connected to, while its answer was awaited, or in the middle of
 * it.
 */
public final class EndpointException extends IOException {

  private static final long serialVersionUID = 1L;

  private final FailureKind kind;
  private final FailureCode code;

  /**
   * @param kind what its outcome is
   * @param code what the client is told, if it can still be told
   * @param detail what happened, for the log
   */
  public EndpointException(FailureKind kind, FailureCode code, String detail) {
    super(detail);
    this.kind = kind;
    this.code = code;
  }

  /** What the attempt's outcome is. */
  public FailureKind kind() {
    return kind;
  }

  /** What the client is told. */
  public FailureCode code() {
    return code;
  }
}
