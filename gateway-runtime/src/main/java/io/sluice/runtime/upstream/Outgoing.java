package io.sluice.runtime.upstream;

import io.sluice.api.Request;
import io.sluice.runtime.exchange.BodyStream;
import io.sluice.runtime.exchange.Exchange;
import io.sluice.runtime.exchange.PluginBody;
import io.sluice.runtime.tunnel.WebSocketKey;
import java.util.Optional;

/**
 * What is asked of an endpoint.
 *
 * @param request the request as the filters left it
 * @param body its content
 * @param upgrade the key of the WebSocket that is asked for, if one is
 */
record Outgoing(Request request, BodyStream body, Optional<WebSocketKey> upgrade) {

  /**
   * What a request asks. A filter may have made something else of a handshake; then no upgrade is
   * asked for.
   */
  static Outgoing of(Request request, Exchange exchange) {
    BodyStream body = PluginBody.of(request.body());
    boolean handshake =
        exchange.wishes().webSocket() && request.head().method().equals("GET") && body.isFinished();
    return new Outgoing(
        request, body, handshake ? WebSocketKey.of(request.head().headers()) : Optional.empty());
  }

  String method() {
    return request.head().method();
  }
}
