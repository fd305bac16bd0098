package io.sluice.runtime.listener;

import io.sluice.runtime.exchange.ClientException;
import io.sluice.runtime.exchange.FailureCode;
import io.sluice.runtime.http1.Http1Exception;
import io.sluice.runtime.http1.Http1Fault;
import java.util.Locale;

/** Which failure of the gateway's table a malformed request is. */
final class RequestFaults {

  private RequestFaults() {}

  static FailureCode code(Http1Fault fault) {
    return switch (fault.status()) {
      case 413 -> FailureCode.BODY_TOO_LARGE;
      case 414 -> FailureCode.TARGET_TOO_LONG;
      case 417 -> FailureCode.UNKNOWN_EXPECTATION;
      case 431 -> FailureCode.HEAD_TOO_LARGE;
      case 501 -> FailureCode.NOT_IMPLEMENTED;
      case 505 -> FailureCode.VERSION_NOT_SUPPORTED;
      default -> FailureCode.MALFORMED_REQUEST;
    };
  }

  /** The fault as a metric's label. */
  static String label(Http1Fault fault) {
    return fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What readers of a request's body get when its framing is broken. */
  static ClientException blame(Http1Exception cause) {
    FailureCode code =
        cause.fault() == Http1Fault.TRUNCATED ? FailureCode.CLIENT_GONE : code(cause.fault());
    return new ClientException(code, String.valueOf(cause.getMessage()));
  }
}
