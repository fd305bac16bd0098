package io.sluice.runtime.upstream;

import io.sluice.api.Request;
import io.sluice.runtime.exchange.BodyStream;
import io.sluice.runtime.exchange.Exchange;
import io.sluice.runtime.exchange.FieldList;
import io.sluice.runtime.exchange.Origin;
import io.sluice.runtime.exchange.Route;
import io.sluice.runtime.exchange.Wishes;
import io.sluice.runtime.http1.BodyFraming;
import io.sluice.runtime.http1.ChunkWriter;
import io.sluice.runtime.http1.ConnectionOptions;
import io.sluice.runtime.http1.FieldName;
import io.sluice.runtime.http1.HeadWriter;
import io.sluice.runtime.http1.OutBuffer;
import io.sluice.runtime.tunnel.WebSocketKey;
import java.io.IOException;
import java.util.Set;

/**
 * Writes a request as its endpoint gets it: the head with the gateway's own fields, and as much of
 * the body as is here already.
 *
 * <p>The one place for what is added: {@code X-Forwarded-For}, {@code -Proto}, {@code -Host},
 * {@code -Prefix}, {@code X-Request-Id} and {@code Via} (RFC 9110 section 7.6.3). What the client
 * sent of these (but {@code Via}) was left out; a trusted proxy's word is in the {@link Origin}.
 */
final class RequestEncoder {

  private static final int MOST_BODY_BYTES = 64 * 1024;

  /**
   * Methods whose requests say how long their body is even if there is none (RFC 9110 section 8.6).
   */
  private static final Set<String> BODY_EXPECTED = Set.of("POST", "PUT", "PATCH");

  private static final ConnectionOptions TO_WEB_SOCKET =
      new ConnectionOptions(true, WebSocketKey.PROTOCOL, false);

  private static final FieldName FORWARDED_FOR = FieldName.of("X-Forwarded-For");
  private static final FieldName FORWARDED_PROTO = FieldName.of("X-Forwarded-Proto");
  private static final FieldName FORWARDED_HOST = FieldName.of("X-Forwarded-Host");
  private static final FieldName FORWARDED_PREFIX = FieldName.of("X-Forwarded-Prefix");
  private static final FieldName REQUEST_ID = FieldName.of("X-Request-Id");
  private static final FieldName VIA = FieldName.of("Via");
  private static final FieldName EXPECT = FieldName.of("Expect");

  private static final ConnectionOptions TAKES_TRAILERS = new ConnectionOptions(true, "", true);

  private RequestEncoder() {}

  /** Fills the buffer; the body is finished afterwards if all of it went in. */
  static void encode(Outgoing outgoing, Route route, Exchange exchange, OutBuffer out)
      throws IOException {
    BodyStream body = outgoing.body();
    out.clear();
    head(outgoing, route, exchange, new HeadWriter(out));
    boolean chunked = body.length() < 0;
    ChunkWriter chunks = new ChunkWriter(out);
    boolean begun = false;
    while (out.length() < MOST_BODY_BYTES && body.poll()) {
      begun = true;
      if (chunked) {
        chunks.chunk(body.array(), body.offset(), body.offset() + body.count());
      } else {
        out.put(body.array(), body.offset(), body.offset() + body.count());
      }
    }
    if (body.isFinished() && (begun || chunked)) {
      RequestPump.end(body, chunked, chunks);
    }
  }

  private static void head(Outgoing outgoing, Route route, Exchange exchange, HeadWriter head) {
    Request request = outgoing.request();
    BodyStream body = outgoing.body();
    String authority =
        route.hostRewrite().isEmpty() ? request.head().authority() : route.hostRewrite();
    Origin origin = exchange.origin();
    head.request(
            request.head().method(),
            route.forwardPath(request.head().path()),
            request.head().query(),
            authority)
        .requestFields(FieldList.copyOf(request.head().headers()))
        .field(FORWARDED_FOR, origin.forwardedFor())
        .field(FORWARDED_PROTO, origin.forwardedProto())
        .field(FORWARDED_HOST, origin.forwardedHost());
    String prefix = route.strippedPrefix(request.head().path());
    if (!prefix.isEmpty()) {
      head.field(FORWARDED_PREFIX, prefix);
    }
    head.field(REQUEST_ID, exchange.requestId()).field(VIA, "1.1 sluice");
    if (exchange.wishes().toContinue() && !body.isFinished()) {
      head.field(EXPECT, "100-continue");
    }
    head.framing(framing(request, body)).connection(connection(outgoing, exchange.wishes())).end();
  }

  /**
   * What is asked of the endpoint's connection: of a client's TE, trailers are all that passes, of
   * its Upgrade, WebSocket.
   */
  private static ConnectionOptions connection(Outgoing outgoing, Wishes wishes) {
    if (outgoing.upgrade().isPresent()) {
      return TO_WEB_SOCKET;
    }
    return wishes.trailers() ? TAKES_TRAILERS : ConnectionOptions.KEEP;
  }

  private static BodyFraming framing(Request request, BodyStream body) {
    if (body.length() < 0) {
      return BodyFraming.chunked();
    }
    return body.length() > 0 || BODY_EXPECTED.contains(request.head().method())
        ? BodyFraming.sized(body.length())
        : BodyFraming.none();
  }
}
