package io.sluice.runtime.listener;

import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.spi.ServerConnection;
import io.sluice.api.Response;
import io.sluice.runtime.accesslog.AccessEntry;
import io.sluice.runtime.accesslog.AccessLog;
import io.sluice.runtime.exchange.BodyStream;
import io.sluice.runtime.exchange.ClientException;
import io.sluice.runtime.exchange.FailureCode;
import io.sluice.runtime.exchange.Origins;
import io.sluice.runtime.exchange.PluginBody;
import io.sluice.runtime.http1.Http1Exception;
import io.sluice.runtime.http1.InputBuffer;
import io.sluice.runtime.http1.OutBuffer;
import io.sluice.runtime.http1.ParsedRequestHead;
import io.sluice.runtime.http1.RequestHeadParser;
import io.sluice.runtime.pipeline.Failures;
import io.sluice.runtime.pipeline.Line;
import io.sluice.runtime.tunnel.Tunnel;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 client connection: reads a head, has the request served, and so on. Runs on a
 * virtual thread of its own; may be closed from any.
 *
 * <p>After a framing error, and after a request whose body was not taken whole, nothing more is
 * read as a request: what still comes is thrown away for a moment, so that the client gets to see
 * the answer, and the connection closes.
 */
final class Http1Connection
    implements ServerConnection, ServedRequest.Holder, OpenConnections.Occupant {

  private static final System.Logger LOG = System.getLogger(Http1Connection.class.getName());

  private static final int INPUT_BYTES = 8 * 1024;
  private static final int OUTPUT_BYTES = 1024;
  private static final long MOST_LINGERING_BYTES = 16L * 1024 * 1024;

  /** How long what a client still sends is thrown away. */
  static final Duration LINGER = Duration.ofSeconds(2);

  /** A client that sends nothing for that long has seen the answer. */
  static final Duration QUIET = Duration.ofMillis(500);

  /** What the connection waits for. */
  private enum Phase {
    /** For the first bytes of a request. */
    IDLE,
    /** For the rest of a head of which some is here. */
    HEAD,
    /** For nothing, or what a request needs. */
    REQUEST
  }

  private final Traffic traffic;
  private final ClientWire wire;
  private final InputBuffer input;
  private final RequestHeadParser parser;
  private final ResponseWriter writer;
  private final OpenConnections.Place place;
  private final Origins origins;
  private final Line line;
  private volatile Phase phase = Phase.IDLE;
  private volatile boolean closing;
  private volatile @Nullable Tunnel tunnel;
  private volatile long waitingSinceNanos;
  private int requests;

  /**
   * @param place where it has entered; is left when it ends
   */
  Http1Connection(OpenConnections.Place place, SocketLayer socket, Traffic traffic) {
    this.traffic = traffic;
    TrafficSettings settings = traffic.settings();
    this.wire =
        new ClientWire(socket, traffic.sweeper(), settings.idle().toNanos(), this::endLateRead);
    this.input = new InputBuffer(wire, INPUT_BYTES);
    this.parser = new RequestHeadParser(settings.limits());
    this.writer = newWriter();
    this.place = place;
    this.origins = new Origins(settings.trusted(), place.peer());
    this.line = traffic.pipeline().open();
    this.waitingSinceNanos = traffic.ticker().nanos();
  }

  private ResponseWriter newWriter() {
    return new ResponseWriter(wire, new OutBuffer(OUTPUT_BYTES));
  }

  @Override
  public void handle(Limit limit) throws InterruptedException {
    traffic.meters().connectionOpened();
    place.takenBy(this);
    try {
      wire.expectWithin(traffic.settings().head().toNanos());
      open();
      while (serveNext()) {
        input.release();
        parser.release();
        writer.release();
        wire.release();
        wire.expectWithin(traffic.settings().idle().toNanos());
      }
      sayEnd();
    } catch (ClientException e) {
      LOG.log(Level.TRACE, "a client left", e);
    } finally {
      wire.close();
      line.close();
      place.leave();
      traffic.meters().connectionClosed();
    }
  }

  @Override
  public long waitingNanos() {
    return phase == Phase.REQUEST ? 0 : traffic.ticker().nanos() - waitingSinceNanos;
  }

  @Override
  public void makeRoom() {
    wire.closeSocket();
  }

  @Override
  public Duration idleTime() {
    return phase == Phase.IDLE
        ? Duration.ofNanos(traffic.ticker().nanos() - waitingSinceNanos)
        : Duration.ZERO;
  }

  /**
   * Ends the connection: at once if it is idle or {@code interrupt} says so, otherwise after the
   * answer of the moment; a tunnel is told to end.
   */
  @Override
  public void close(boolean interrupt) {
    closing = true;
    Tunnel open = tunnel;
    if (open != null) {
      open.drain();
    }
    if (open != null && interrupt) {
      open.cut();
    }
    if (interrupt || phase == Phase.IDLE) {
      wire.closeSocket();
    }
  }

  @Override
  public boolean isClosing() {
    return closing || requests >= traffic.settings().connections().mostRequests();
  }

  @Override
  public void tunnelOpened(Tunnel opened) {
    tunnel = opened;
    if (closing) {
      opened.drain();
    }
  }

  private void open() throws ClientException {
    try {
      wire.open();
    } catch (ClientException e) {
      if (e.code() == FailureCode.MALFORMED_REQUEST) {
        traffic.meters().malformed("tls-handshake");
      }
      throw e;
    }
  }

  /** Serves one request; true if another may follow. */
  private boolean serveNext() throws ClientException, InterruptedException {
    ServedRequest.Then then;
    try {
      Optional<ParsedRequestHead> head = readHead();
      then = head.isEmpty() ? ServedRequest.Then.CLOSE : serve(head.get());
    } catch (Http1Exception e) {
      phase = Phase.REQUEST;
      refuse(AccessEntry.Asked.UNREADABLE, e);
      then = ServedRequest.Then.LINGER;
    }
    switch (then) {
      case NEXT -> {
        waitingSinceNanos = traffic.ticker().nanos();
        phase = Phase.IDLE;
        return !closing;
      }
      case LINGER -> linger();
      case CLOSE -> {
        if (!input.isEmpty()) {
          linger();
        }
      }
    }
    return false;
  }

  /** The next head, or empty if the client sends no more. */
  private Optional<ParsedRequestHead> readHead() throws ClientException {
    while (true) {
      if (!input.isEmpty()) {
        int end = parser.parse(input.array(), input.start(), input.end());
        if (end != RequestHeadParser.NEED_MORE) {
          input.consumeTo(end);
          phase = Phase.REQUEST;
          return wire.expectProgressWithin(traffic.settings().idle().toNanos())
              ? Optional.of(parser.head())
              : Optional.empty();
        }
        if (phase == Phase.IDLE) {
          wire.expectWithin(traffic.settings().head().toNanos());
          waitingSinceNanos = traffic.ticker().nanos();
          phase = Phase.HEAD;
        }
      }
      if (!fill()) {
        return Optional.empty();
      }
    }
  }

  private boolean fill() throws ClientException {
    try {
      return input.fill();
    } catch (ClientException e) {
      throw e;
    } catch (IOException e) {
      throw new ClientException(FailureCode.CLIENT_GONE, String.valueOf(e.getMessage()));
    }
  }

  private ServedRequest.Then serve(ParsedRequestHead head)
      throws ClientException, InterruptedException {
    requests++;
    ServedRequest request;
    try {
      request = new ServedRequest(traffic, wire, input, writer, head, origins);
    } catch (Http1Exception e) {
      refuse(AccessEntries.asked(head, ""), e);
      return ServedRequest.Then.LINGER;
    }
    try {
      return request.serve(line, this);
    } finally {
      line.settled();
    }
  }

  private void refuse(AccessEntry.Asked asked, Http1Exception cause) throws ClientException {
    traffic.meters().malformed(RequestFaults.label(cause.fault()));
    refuse(writer, asked, RequestFaults.code(cause.fault()));
  }

  private void refuse(ResponseWriter out, AccessEntry.Asked asked, FailureCode code)
      throws ClientException {
    out.reset();
    Response answer = Failures.answer(code);
    try (BodyStream body = PluginBody.of(answer.body())) {
      out.write(answer, body, "GET", true, false);
    } catch (ClientException e) {
      throw e;
    } catch (IOException e) {
      throw new ClientException(FailureCode.CLIENT_GONE, String.valueOf(e.getMessage()));
    } finally {
      AccessLog log = traffic.settings().accessLog();
      if (log.isWanted()) {
        log.record(AccessEntries.refused(place.peer(), asked, code, out.contentBytes()));
      }
    }
  }

  /** Tells the client that nothing more comes, unless its answer was cut short. */
  private void sayEnd() {
    if (writer.isWhole()) {
      wire.end(LINGER.toNanos());
    }
  }

  /** Throws away what still comes, for a bounded time and amount. */
  private void linger() throws ClientException {
    wire.hurry(QUIET.toNanos());
    long start = traffic.ticker().nanos();
    sayEnd();
    long thrownAway = 0;
    input.consumeTo(input.end());
    while (thrownAway < MOST_LINGERING_BYTES
        && traffic.ticker().nanos() - start < LINGER.toNanos()
        && fill()) {
      thrownAway += input.end() - input.start();
      input.consumeTo(input.end());
    }
  }

  /**
   * On the sweeper's thread: a client that has begun a head and does not end it gets to know why;
   * any other is closed at once.
   */
  private void endLateRead() {
    if (phase == Phase.HEAD) {
      Thread.ofVirtual().name("sluice-late").start(this::refuseLateHead);
    } else {
      wire.closeSocket();
    }
  }

  private void refuseLateHead() {
    try {
      refuse(newWriter(), AccessEntry.Asked.UNREADABLE, FailureCode.REQUEST_TIMEOUT);
      wire.end(LINGER.toNanos());
    } catch (ClientException e) {
      LOG.log(Level.TRACE, "a late client left", e);
    } finally {
      wire.closeSocket();
    }
  }
}
