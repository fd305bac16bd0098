package io.sluice.runtime.upstream;

import io.sluice.api.Outcome.FailureKind;
import io.sluice.api.Request;
import io.sluice.api.Response;
import io.sluice.runtime.deadline.Sweeper;
import io.sluice.runtime.exchange.BodyStream;
import io.sluice.runtime.exchange.ClientException;
import io.sluice.runtime.exchange.EndpointException;
import io.sluice.runtime.exchange.Exchange;
import io.sluice.runtime.exchange.FailureCode;
import io.sluice.runtime.exchange.Placed;
import io.sluice.runtime.exchange.PluginBody;
import io.sluice.runtime.exchange.Route;
import io.sluice.runtime.exchange.Timeouts;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Sends a request to the endpoint that was picked and returns the answer when its head is there.
 *
 * <p>A connection that waited in the pool may have been closed by the endpoint at the very moment
 * it was used. If it closes before any byte of an answer, an idempotent request (RFC 9110 section
 * 9.2.2) whose body is at hand goes out once more on a new connection. Safe for any thread.
 */
public final class Forwarder implements AutoCloseable {

  private static final Set<String> IDEMPOTENT =
      Set.of("GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE");

  private final Sweeper sweeper;
  private final ConnectionPool pool;

  /**
   * A forwarder without connections yet.
   *
   * @param sweeper ends what is late
   * @param idle how long a connection may wait for its next request
   */
  public Forwarder(Sweeper sweeper, Duration idle) {
    this.sweeper = sweeper;
    this.pool = new ConnectionPool(idle);
  }

  /**
   * Makes one attempt.
   *
   * @throws EndpointException if the endpoint failed before the head of its answer was there
   * @throws ClientException if the client failed while its body was awaited
   */
  public Response forward(Placed placed, Request request, Exchange exchange)
      throws EndpointException, ClientException {
    BodyStream body = PluginBody.of(request.body());
    Timeouts timeouts = placed.admitted().routed().service().timeouts();
    Optional<EndpointConnection> pooled = pool.take(placed.lease().endpoint());
    EndpointConnection connection = pooled.isPresent() ? pooled.get() : open(placed, timeouts);
    Route route = placed.admitted().routed().route();
    encode(connection, request, body, route, exchange);
    boolean repeatable =
        pooled.isPresent() && body.isFinished() && IDEMPOTENT.contains(request.head().method());
    Attempt attempt = new Attempt(connection, pool, timeouts, exchange);
    try {
      return attempt.run(request.head().method(), body);
    } catch (EndpointException e) {
      connection.close();
      if (!repeatable || connection.hasReceived() || e.kind() != FailureKind.CONNECTION_LOST) {
        throw e;
      }
    } catch (ClientException e) {
      connection.close();
      throw e;
    }
    return repeat(connection, placed, request, body, exchange);
  }

  private Response repeat(
      EndpointConnection lost, Placed placed, Request request, BodyStream body, Exchange exchange)
      throws EndpointException, ClientException {
    Timeouts timeouts = placed.admitted().routed().service().timeouts();
    EndpointConnection connection = open(placed, timeouts);
    connection.output().clear();
    connection.output().put(lost.output().array(), 0, lost.output().length());
    try {
      return new Attempt(connection, pool, timeouts, exchange).run(request.head().method(), body);
    } catch (EndpointException | ClientException e) {
      connection.close();
      throw e;
    }
  }

  private EndpointConnection open(Placed placed, Timeouts timeouts) throws EndpointException {
    return EndpointConnection.open(placed.lease().endpoint(), timeouts.connect(), sweeper);
  }

  private static void encode(
      EndpointConnection connection,
      Request request,
      BodyStream body,
      Route route,
      Exchange exchange)
      throws ClientException {
    try {
      RequestEncoder.encode(request, body, route, exchange, connection.output());
    } catch (ClientException e) {
      connection.close();
      throw e;
    } catch (IOException e) {
      connection.close();
      throw new ClientException(FailureCode.FILTER_FAILED, "a filter's body failed");
    }
  }

  /** Closes the connections that wait. */
  @Override
  public void close() {
    pool.close();
  }
}
