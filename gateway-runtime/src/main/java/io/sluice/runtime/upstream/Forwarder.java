package io.sluice.runtime.upstream;

import io.sluice.api.Endpoint;
import io.sluice.api.Outcome.FailureKind;
import io.sluice.api.Request;
import io.sluice.api.Response;
import io.sluice.runtime.address.Addresses;
import io.sluice.runtime.deadline.Sweeper;
import io.sluice.runtime.exchange.ClientException;
import io.sluice.runtime.exchange.EndpointException;
import io.sluice.runtime.exchange.Exchange;
import io.sluice.runtime.exchange.FailureCode;
import io.sluice.runtime.exchange.LiveEndpoint;
import io.sluice.runtime.exchange.Placed;
import io.sluice.runtime.exchange.Timeouts;
import io.sluice.runtime.http1.OutBuffer;
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

  /** How long after an endpoint was withdrawn a request that was picked for it may still go out. */
  private static final long GRACE_NANOS = Duration.ofMillis(500).toNanos();

  private final ConnectionPool pool;

  /**
   * A forwarder without connections yet.
   *
   * @param sweeper ends what is late
   * @param addresses where endpoints are found
   * @param limits how many connections there are to each endpoint
   */
  public Forwarder(Sweeper sweeper, Addresses addresses, PoolLimits limits) {
    this.pool = new ConnectionPool(limits, new Dialer(addresses, sweeper));
  }

  /** The same with the usual limits and connections that wait so long for their next request. */
  public Forwarder(Sweeper sweeper, Addresses addresses, Duration idle) {
    this(sweeper, addresses, PoolLimits.idleFor(idle));
  }

  /**
   * Makes one attempt at one endpoint.
   *
   * @throws EndpointException if the endpoint failed before the head of its answer was there
   * @throws ClientException if the client failed while its body was awaited
   */
  public Response forward(Placed placed, Request request, Exchange exchange)
      throws EndpointException, ClientException {
    refuseIfWithdrawn(placed, exchange);
    Optional<EndpointConnection> pooled = pool.take(placed.lease().endpoint());
    EndpointConnection connection = pooled.isPresent() ? pooled.get() : open(placed, exchange);
    Outgoing outgoing = Outgoing.of(request, exchange);
    try {
      return attempt(connection, placed, outgoing, exchange);
    } catch (EndpointException e) {
      if (pooled.isEmpty() || !e.isRepeatable()) {
        throw e;
      }
    }
    return attempt(open(placed, exchange), placed, outgoing, exchange);
  }

  private Response attempt(
      EndpointConnection connection, Placed placed, Outgoing outgoing, Exchange exchange)
      throws EndpointException, ClientException {
    boolean answered = false;
    try {
      connection.serve(placed.lease().live());
      encode(connection.output(), placed, outgoing, exchange);
      Timeouts timeouts = placed.admitted().routed().service().timeouts();
      Response response = new Attempt(connection, pool, timeouts, exchange).run(outgoing);
      answered = true;
      return response;
    } catch (EndpointException e) {
      boolean repeatable =
          e.kind() == FailureKind.CONNECTION_LOST
              && !connection.hasReceived()
              && !exchange.isPumped()
              && IDEMPOTENT.contains(outgoing.method());
      if (!repeatable) {
        throw e;
      }
      exchange.encodedAs(connection.output().toByteArray());
      throw e.ofRepeatable();
    } finally {
      if (!answered) {
        connection.close();
      }
    }
  }

  private EndpointConnection open(Placed placed, Exchange exchange) throws EndpointException {
    Timeouts timeouts = placed.admitted().routed().service().timeouts();
    EndpointConnection connection;
    try {
      connection = pool.open(placed.lease().endpoint(), exchange.within(timeouts.connect()));
    } catch (EndpointException e) {
      refuseIfWithdrawn(
          placed, exchange); // then another endpoint is asked, whatever was wrong here
      throw e;
    }
    boolean stays = false;
    try {
      refuseIfWithdrawn(placed, exchange);
      stays = true;
      return connection;
    } finally {
      if (!stays) {
        connection.close();
      }
    }
  }

  /**
   * A request that waited for long, in a filter or for a connection, is not sent where meanwhile
   * none is to be sent.
   */
  private static void refuseIfWithdrawn(Placed placed, Exchange exchange) throws EndpointException {
    LiveEndpoint live = placed.lease().live();
    if (live.isWithdrawn() && exchange.ticker().nanos() - live.withdrawnNanos() > GRACE_NANOS) {
      throw new EndpointException(
          FailureKind.CONNECT, FailureCode.NO_READY_ENDPOINT, true, "it gets no new requests");
    }
  }

  /** Closes the connections to an endpoint that wait; a service has it no more. */
  public void forget(Endpoint endpoint) {
    pool.forget(endpoint);
  }

  /**
   * Fills the output with the request, which is the same for each endpoint of a service: what was
   * encoded for another, and took the body with it, is used again.
   */
  private static void encode(OutBuffer out, Placed placed, Outgoing outgoing, Exchange exchange)
      throws ClientException {
    Optional<byte[]> encoded = exchange.encoded();
    if (encoded.isPresent()) {
      out.clear();
      out.put(encoded.get(), 0, encoded.get().length);
      return;
    }
    try {
      RequestEncoder.encode(outgoing, placed.admitted().routed().route(), exchange, out);
    } catch (ClientException e) {
      throw e;
    } catch (IOException e) {
      throw new ClientException(FailureCode.FILTER_FAILED, "a filter's body failed");
    }
  }

  /** Closes the connections that wait. */
  @Override
  public void close() {
    pool.close();
  }
}
