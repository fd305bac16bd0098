package io.sluice.runtime.tunnel;

import io.sluice.runtime.exchange.FailureCode;
import java.util.Locale;
import java.util.Optional;

/** How a tunnel ended: what happened first. */
public enum Ending {
  /** Both sides have said all they wanted to. */
  CLOSED(Optional.empty()),
  /** The client's connection failed, or it does not read. */
  CLIENT_LOST(Optional.of(FailureCode.CLIENT_GONE)),
  /** The endpoint's connection failed, or it does not read. */
  ENDPOINT_LOST(Optional.of(FailureCode.ENDPOINT_CLOSED)),
  /** Nothing came from either side for too long. */
  IDLE(Optional.of(FailureCode.TUNNEL_IDLE)),
  /** It was open for as long as it may be. */
  EXPIRED(Optional.of(FailureCode.TUNNEL_EXPIRED)),
  /** The gateway stops. */
  DRAINED(Optional.of(FailureCode.TUNNEL_DRAINED));

  private final Optional<FailureCode> code;

  Ending(Optional<FailureCode> code) {
    this.code = code;
  }

  /** What it is recorded as; empty if nothing is wrong. */
  public Optional<FailureCode> code() {
    return code;
  }

  /** The ending as a metric's label. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
