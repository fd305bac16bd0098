package io.sluice.runtime.exchange;

import java.io.IOException;

/**
 * The client failed: it left, was too slow, or sent a malformed or too large body. No endpoint is
 * to blame.
 */
public final class ClientException extends IOException {

  private static final long serialVersionUID = 1L;

  private final FailureCode code;

  /**
   * @param code what the client is told, if it can still be told
   * @param detail what happened, for the log
   */
  public ClientException(FailureCode code, String detail) {
    super(detail);
    this.code = code;
  }

  /** What the client is told. */
  public FailureCode code() {
    return code;
  }
}
