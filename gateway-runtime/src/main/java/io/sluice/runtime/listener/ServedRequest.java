package io.sluice.runtime.listener;

import io.sluice.api.Headers;
import io.sluice.api.RequestHead;
import io.sluice.api.Response;
import io.sluice.runtime.accesslog.AccessLog;
import io.sluice.runtime.exchange.BodyStream;
import io.sluice.runtime.exchange.ClientException;
import io.sluice.runtime.exchange.ClientSide;
import io.sluice.runtime.exchange.EndpointException;
import io.sluice.runtime.exchange.Exchange;
import io.sluice.runtime.exchange.FailureCode;
import io.sluice.runtime.exchange.Origins;
import io.sluice.runtime.exchange.PluginBody;
import io.sluice.runtime.exchange.Service;
import io.sluice.runtime.exchange.Wishes;
import io.sluice.runtime.http1.ContentStream;
import io.sluice.runtime.http1.InputBuffer;
import io.sluice.runtime.http1.ParsedRequestHead;
import io.sluice.runtime.pipeline.Failures;
import io.sluice.runtime.pipeline.Line;
import io.sluice.runtime.route.CanonicalPath;
import io.sluice.runtime.tunnel.Switched;
import io.sluice.runtime.tunnel.Tunnel;
import io.sluice.runtime.tunnel.WebSocketKey;
import java.io.IOException;
import java.lang.System.Logger.Level;

/**
 * One request of a connection, from its parsed head until everything that it took is given back. Of
 * the connection's thread.
 */
final class ServedRequest implements ClientSide {

  /** What becomes of the connection after a request. */
  enum Then {
    /** Another request may follow. */
    NEXT,
    /** It closes. */
    CLOSE,
    /**
     * It closes when the client has had time to see the answer, since more of the body may come.
     */
    LINGER
  }

  /** The connection, as far as a request must know it. */
  interface Holder {

    /** Whether it is to end after the answer of the moment. */
    boolean isClosing();

    /** Takes note of a tunnel, which is to be drained when the connection is to end. */
    void tunnelOpened(Tunnel tunnel);
  }

  private static final System.Logger LOG = System.getLogger(ServedRequest.class.getName());

  private final Traffic traffic;
  private final ClientWire wire;
  private final InputBuffer input;
  private final ResponseWriter writer;
  private final ContentStream body;
  private final CanonicalPath path;
  private final Exchange exchange;
  private final ParsedRequestHead head;
  private final String method;
  private final boolean http11;
  private final boolean keepAlive;
  private int status;

  /**
   * @throws io.sluice.runtime.http1.Http1Exception if the body is known to be too large
   */
  ServedRequest(
      Traffic traffic,
      ClientWire wire,
      InputBuffer input,
      ResponseWriter writer,
      ParsedRequestHead head,
      Origins origins) {
    this.traffic = traffic;
    this.wire = wire;
    this.input = input;
    this.writer = writer;
    this.body =
        new ContentStream(input, head.framing(), traffic.settings().limits(), RequestFaults::blame);
    this.path = CanonicalPath.of(head.line().path());
    this.head = head;
    this.method = head.line().method();
    this.http11 = head.line().http11();
    this.keepAlive = head.connection().keepAlive() && http11;
    this.exchange = exchange(head, origins);
  }

  private Exchange exchange(ParsedRequestHead head, Origins origins) {
    String canonical = path instanceof CanonicalPath.Accepted accepted ? accepted.path() : "/";
    RequestHead request =
        new RequestHead(
            method, wire.scheme(), head.authority(), canonical, head.line().query(), head.fields());
    BodyStream content = head.continueExpected() ? new InvitedBody(body, this::invite) : body;
    return new Exchange(
        request,
        content,
        origins.of(head.fields(), wire.scheme(), head.authority()),
        traffic.ids().of(head.fields()),
        this,
        Wishes.of(
            head.continueExpected(),
            head.connection().trailersWelcome(),
            TunnelledRequest.isWanted(head)),
        traffic.unrouted(),
        traffic.ticker());
  }

  private void invite() throws IOException {
    inform(100, Headers.none());
  }

  @Override
  public void routed(Service service) {
    body.limitTo(service.bounds().bodyBytes());
    wire.bound(service.timeouts().idle().toNanos(), service.bounds(), exchange.leftNanos());
  }

  @Override
  public String certificateName() {
    return wire.certificateName();
  }

  @Override
  public void inform(int status, Headers fields) throws IOException {
    if (http11) {
      writer.interim(status, fields);
    }
  }

  /**
   * Has the request answered.
   *
   * @param holder the connection
   * @return what becomes of the connection
   * @throws ClientException if the client is gone
   */
  Then serve(Line line, Holder holder) throws ClientException, InterruptedException {
    writer.reset();
    try {
      Response response = inTime(respond(line));
      if (response.status() == TunnelledRequest.STATUS) {
        return tunnel(response, line, holder);
      }
      if (exchange.isAnsweredHere() && !exchange.isPumped()) {
        passOverWhatIsHere();
      }
      boolean keep = keepAlive && body.isFinished() && !holder.isClosing();
      deliver(response, keep);
      return keep ? Then.NEXT : close();
    } catch (EndpointException e) {
      return endpointFailed(e);
    } catch (ClientException e) {
      return clientFailed(e);
    } catch (IOException | RuntimeException e) {
      return gatewayFailed(e);
    } finally {
      exchange.settleAbandoned();
      if (!body.isFinished()) {
        wire.hurry(Http1Connection.QUIET.toNanos());
      }
      try {
        exchange.awaitPump();
      } finally {
        writeDown();
      }
    }
  }

  /** Notes in the access log what was asked and what came of it, to the last byte. */
  private void writeDown() {
    AccessLog log = traffic.settings().accessLog();
    if (log.isWanted()) {
      log.record(AccessEntries.of(exchange, head, body.taken(), writer.contentBytes()));
    }
  }

  /** The answer, unless the filters took longer than the whole request may. */
  private Response inTime(Response response) {
    if (!exchange.isOverdue()) {
      return response;
    }
    wire.endLater();
    if (exchange.failure().isPresent()) {
      return response;
    }
    response.body().close();
    Response answer = failure(FailureCode.DEADLINE_EXCEEDED);
    exchange.settleRefused(answer.status());
    return answer;
  }

  /** Takes a refused request's body if it has arrived, so that the connection can go on. */
  private void passOverWhatIsHere() throws IOException {
    boolean more = true;
    while (more) {
      more = body.poll();
    }
  }

  private Then close() {
    return body.isFinished() ? Then.CLOSE : Then.LINGER;
  }

  private Response respond(Line line) throws ClientException {
    return switch (path) {
      case CanonicalPath.Refused _ -> failure(FailureCode.BAD_PATH);
      case CanonicalPath.Accepted accepted ->
          accepted.encodedSlash() ? failure(FailureCode.BAD_PATH) : line.respond(exchange);
    };
  }

  private Response failure(FailureCode code) {
    exchange.failed(code);
    return Failures.answer(code);
  }

  private void deliver(Response response, boolean keep) throws IOException {
    status = response.status();
    try (BodyStream content = PluginBody.of(response.body())) {
      writer.write(response, content, method, http11, keep);
    } // before the endpoint's own content is closed, so that it shows what a filter's left open
    exchange.settleDelivered(response.status());
  }

  /** Goes on as a tunnel, which needs the configuration of its begin no longer. */
  private Then tunnel(Response response, Line line, Holder holder) throws IOException {
    if (!(response.body() instanceof Switched switched)) {
      LOG.log(Level.WARNING, "request " + exchange.requestId() + ": a filter answered 101");
      exchange.failed(FailureCode.FILTER_FAILED);
      exchange.settleRefused(FailureCode.FILTER_FAILED.status());
      return apologise(FailureCode.FILTER_FAILED);
    }
    exchange.switched();
    writer.switchTo(WebSocketKey.PROTOCOL, response.headers());
    line.settled();
    long writeNanos = traffic.settings().idle().toNanos();
    Tunnel tunnel =
        traffic.pipeline().tunnels().open(new ClientEnd(wire, input, writeNanos), switched);
    holder.tunnelOpened(tunnel);
    TunnelledRequest.settle(exchange, tunnel.run());
    return Then.CLOSE;
  }

  private Then endpointFailed(EndpointException cause) throws ClientException {
    if (writer.isBegun()) {
      exchange.settleBroken(cause, status);
      return abort();
    }
    FailureCode code = exchange.codeOf(cause);
    exchange.settleBroken(cause, code.status());
    return apologise(code);
  }

  private Then clientFailed(ClientException cause) throws ClientException {
    if (cause.code() == FailureCode.CLIENT_GONE || writer.isBegun()) {
      wire.closeSocket();
      throw cause;
    }
    exchange.failed(cause.code());
    exchange.settleRefused(cause.code().status());
    return apologise(cause.code());
  }

  private Then gatewayFailed(Exception cause) throws ClientException {
    LOG.log(Level.ERROR, "request " + exchange.requestId() + " failed in the gateway", cause);
    exchange.failed(FailureCode.INTERNAL);
    exchange.settleRefused(FailureCode.INTERNAL.status());
    return writer.isBegun() ? abort() : apologise(FailureCode.INTERNAL);
  }

  /** Nothing can be said any more, but that the answer is not whole. */
  private Then abort() {
    wire.closeSocket();
    return Then.CLOSE;
  }

  private Then apologise(FailureCode code) throws ClientException {
    wire.endLater();
    Response answer = Failures.answer(code);
    try (BodyStream content = PluginBody.of(answer.body())) {
      writer.write(answer, content, method, http11, false);
      return close();
    } catch (ClientException e) {
      throw e;
    } catch (IOException e) {
      throw new ClientException(FailureCode.CLIENT_GONE, String.valueOf(e.getMessage()));
    }
  }
}
