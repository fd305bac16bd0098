package io.sluice.runtime.upstream;

import io.sluice.api.Outcome.FailureKind;
import io.sluice.api.Response;
import io.sluice.runtime.exchange.BodyStream;
import io.sluice.runtime.exchange.ClientException;
import io.sluice.runtime.exchange.EndpointException;
import io.sluice.runtime.exchange.Exchange;
import io.sluice.runtime.exchange.FailureCode;
import io.sluice.runtime.exchange.Timeouts;
import io.sluice.runtime.http1.ContentStream;
import io.sluice.runtime.http1.Http1Exception;
import io.sluice.runtime.http1.InputBuffer;
import io.sluice.runtime.http1.ParsedResponseHead;
import io.sluice.runtime.http1.ResponseHeadParser;
import io.sluice.runtime.tunnel.Switched;
import io.sluice.runtime.tunnel.TunnelEnd;
import io.sluice.runtime.tunnel.WebSocketKey;
import java.io.IOException;
import java.util.Optional;

/**
 * One request over one connection: what is encoded goes out, the rest of the body is pumped,
 * interim answers are passed on, the final head is returned. Of the request's thread.
 */
final class Attempt {

  /** An endpoint that sends more interim answers than this is not answering. */
  private static final int MOST_INTERIM = 16;

  private final EndpointConnection connection;
  private final ConnectionPool pool;
  private final Timeouts timeouts;
  private final Exchange exchange;
  private Optional<RequestPump> pump = Optional.empty();

  Attempt(
      EndpointConnection connection, ConnectionPool pool, Timeouts timeouts, Exchange exchange) {
    this.connection = connection;
    this.pool = pool;
    this.timeouts = timeouts;
    this.exchange = exchange;
  }

  /**
   * Sends what the connection's output holds, then the rest of the body, and waits for the answer.
   */
  Response run(Outgoing outgoing) throws EndpointException, ClientException {
    BodyStream body = outgoing.body();
    connection.parser().begin(outgoing.method(), outgoing.upgrade().isPresent());
    connection.beginAnswer();
    try {
      send();
      if (body.isFinished()) {
        connection.readDeadline().in(exchange.within(timeouts.responseHead()));
      } else {
        startPump(body);
      }
      ParsedResponseHead head = readFinalHead();
      return head.switching() ? switched(head, outgoing) : answer(head);
    } catch (Http1Exception e) {
      throw EndpointConnection.malformed(e);
    } catch (ClientException e) {
      throw e;
    } catch (IOException e) {
      Optional<ClientException> client = pump.flatMap(RequestPump::clientFailure);
      if (client.isPresent()) {
        throw client.get();
      }
      throw connection.failure(e);
    }
  }

  private void send() throws IOException {
    connection.writeDeadline().in(exchange.within(timeouts.idle()));
    connection.write(connection.output().array(), 0, connection.output().length());
    connection.writeDeadline().clear();
  }

  private void startPump(BodyStream body) {
    if (exchange.isBounded()) {
      connection.readDeadline().in(exchange.leftNanos());
    }
    RequestPump started =
        new RequestPump(connection, body, timeouts.idle(), timeouts.responseHead());
    pump = Optional.of(started);
    exchange.pumpedBy(Thread.ofVirtual().name("sluice-pump").start(started));
  }

  private ParsedResponseHead readFinalHead() throws IOException {
    for (int i = 0; i <= MOST_INTERIM; i++) {
      ParsedResponseHead head = readHead();
      if (!head.interim()) {
        connection.readDeadline().clear();
        pump.ifPresent(RequestPump::answered);
        return head;
      }
      boolean wanted = head.status() != 100 || exchange.wishes().toContinue();
      if (wanted && i < MOST_INTERIM) {
        exchange.inform(head.status(), head.fields());
      }
    }
    throw new EndpointException(
        FailureKind.PROTOCOL,
        FailureCode.BAD_RESPONSE,
        "more than " + MOST_INTERIM + " interim answers");
  }

  private ParsedResponseHead readHead() throws IOException {
    InputBuffer input = connection.input();
    ResponseHeadParser parser = connection.parser();
    int end = ResponseHeadParser.NEED_MORE;
    while (end == ResponseHeadParser.NEED_MORE) {
      if (input.isEmpty() || (end = parse(parser, input)) == ResponseHeadParser.NEED_MORE) {
        if (!input.fill()) {
          throw new EndpointException(
              FailureKind.CONNECTION_LOST,
              FailureCode.ENDPOINT_CLOSED,
              "closed before the head of the answer was whole");
        }
      }
    }
    input.consumeTo(end);
    return parser.head();
  }

  private static int parse(ResponseHeadParser parser, InputBuffer input) {
    return parser.parse(input.array(), input.start(), input.end());
  }

  /** The end of HTTP on this connection, if the endpoint has agreed to what was asked for. */
  private Response switched(ParsedResponseHead head, Outgoing outgoing) throws EndpointException {
    boolean agreed =
        head.connection().upgrade().equalsIgnoreCase(WebSocketKey.PROTOCOL)
            && outgoing.upgrade().filter(key -> key.isAcceptedBy(head.fields())).isPresent();
    if (!agreed) {
      throw new EndpointException(
          FailureKind.PROTOCOL, FailureCode.BAD_RESPONSE, "a 101 that accepts something else");
    }
    TunnelEnd end = new EndpointEnd(connection, timeouts.idle().toNanos());
    return new Response(head.status(), head.fields(), new Switched(end, timeouts.tunnel()));
  }

  private Response answer(ParsedResponseHead head) {
    ContentStream content =
        new ContentStream(
            connection.input(),
            head.framing(),
            EndpointConnection.LIMITS,
            EndpointConnection::malformed);
    ResponseBody body =
        new ResponseBody(
            content,
            connection,
            pool,
            head.connection().keepAlive(),
            pump,
            () -> exchange.within(timeouts.idle()));
    return new Response(head.status(), head.fields(), body);
  }
}
