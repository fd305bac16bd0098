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
  private final boolean nothingSent;
  private final boolean repeatable;

  /**
   * @param kind what its outcome is
   * @param code what the client is told, if it can still be told
   * @param nothingSent whether no byte of the request was sent, so that it can go elsewhere
   * @param detail what happened, for the log
   */
  public EndpointException(FailureKind kind, FailureCode code, boolean nothingSent, String detail) {
    this(kind, code, nothingSent, false, detail);
  }

  private EndpointException(
      FailureKind kind, FailureCode code, boolean nothingSent, boolean repeatable, String detail) {
    super(detail);
    this.kind = kind;
    this.code = code;
    this.nothingSent = nothingSent;
    this.repeatable = repeatable;
  }

  /** A failure after bytes of the request were sent. */
  public EndpointException(FailureKind kind, FailureCode code, String detail) {
    this(kind, code, false, detail);
  }

  /** What the attempt's outcome is. */
  public FailureKind kind() {
    return kind;
  }

  /** The same failure of a request that may be sent again although bytes of it were sent. */
  public EndpointException ofRepeatable() {
    return new EndpointException(kind, code, nothingSent, true, String.valueOf(getMessage()));
  }

  /** Whether no byte of the request was sent. */
  public boolean nothingSent() {
    return nothingSent;
  }

  /**
   * Whether the request was sent and may be sent again: it is idempotent (RFC 9110 section 9.2.2),
   * its body is at hand, and the connection ended before any byte of an answer.
   */
  public boolean isRepeatable() {
    return repeatable;
  }

  /** What the client is told. */
  public FailureCode code() {
    return code;
  }
}
