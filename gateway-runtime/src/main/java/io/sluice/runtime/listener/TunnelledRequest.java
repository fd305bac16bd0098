package io.sluice.runtime.listener;

import io.sluice.api.Outcome.FailureKind;
import io.sluice.runtime.exchange.EndpointException;
import io.sluice.runtime.exchange.Exchange;
import io.sluice.runtime.exchange.FailureCode;
import io.sluice.runtime.http1.ParsedRequestHead;
import io.sluice.runtime.tunnel.Ending;
import io.sluice.runtime.tunnel.WebSocketKey;

/** What is different about a request that goes on as a tunnel: how it is told, how it settles. */
final class TunnelledRequest {

  /** The status of the answer behind which a tunnel begins. */
  static final int STATUS = 101;

  private TunnelledRequest() {}

  /**
   * Whether a client asks for a WebSocket as RFC 6455 section 4.1 wants it; its version is the
   * endpoint's matter. What asks for another protocol, or has content, asks for none here.
   */
  static boolean isWanted(ParsedRequestHead head) {
    return !head.connection().upgrade().isEmpty()
        && WebSocketKey.isNamedIn(head.connection().upgrade())
        && head.line().method().equals("GET")
        && !head.framing().hasContent()
        && WebSocketKey.of(head.fields()).isPresent();
  }

  /** Gives back what a request took whose tunnel has ended. */
  static void settle(Exchange exchange, Ending ending) {
    ending.code().ifPresent(exchange::failed);
    switch (ending) {
      case CLOSED, IDLE, EXPIRED, DRAINED -> exchange.settleDelivered(STATUS);
      case CLIENT_LOST -> exchange.settleRefused(STATUS);
      case ENDPOINT_LOST ->
          exchange.settleBroken(
              new EndpointException(
                  FailureKind.CONNECTION_LOST,
                  FailureCode.ENDPOINT_CLOSED,
                  "the tunnel's connection failed"),
              STATUS);
    }
  }
}
