package io.sluice.runtime.pipeline;

import io.sluice.api.Body;
import io.sluice.api.Endpoint;
import io.sluice.api.Headers;
import io.sluice.api.Request;
import io.sluice.api.RequestHead;
import io.sluice.api.Response;
import io.sluice.api.balancer.Pick.Picked;
import io.sluice.api.balancer.Pick.Unavailable;
import io.sluice.api.balancer.PickRequest;
import io.sluice.api.limiter.LimitDecision;
import io.sluice.api.limiter.LimitDecision.Permit;
import io.sluice.api.limiter.LimitRequest;
import io.sluice.runtime.exchange.Admitted;
import io.sluice.runtime.exchange.ClientException;
import io.sluice.runtime.exchange.EndpointException;
import io.sluice.runtime.exchange.Exchange;
import io.sluice.runtime.exchange.FailureCode;
import io.sluice.runtime.exchange.Lease;
import io.sluice.runtime.exchange.Placed;
import io.sluice.runtime.exchange.ReadyEndpoint;
import io.sluice.runtime.exchange.Redirect;
import io.sluice.runtime.exchange.Rotation;
import io.sluice.runtime.exchange.Route;
import io.sluice.runtime.exchange.Routed;
import io.sluice.runtime.exchange.Service;
import io.sluice.runtime.route.RouteTable;
import io.sluice.runtime.tunnel.Tunnels;
import io.sluice.runtime.upstream.Forwarder;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Takes one exchange through its stages and returns the answer as soon as its head is there.
 * Stateless; any number of request threads.
 *
 * <p>Every refusal and every failure is an answer, too. What was taken on the way is noted in the
 * exchange, which the caller settles when the answer's last byte is out.
 */
public final class Pipeline {

  /** How many endpoints one request is tried on at the most. */
  private static final int MOST_ATTEMPTS = 3;

  private final RouteTable reserved;
  private final SnapshotSource snapshots;
  private final Forwarder forwarder;
  private final Tunnels tunnels;

  /**
   * A pipeline that ends at the endpoints.
   *
   * @param reserved routes that no registration can take away, looked at first; usually none
   * @param snapshots where the configuration comes from
   * @param tunnels admits those that would go on with a WebSocket
   */
  public Pipeline(
      RouteTable reserved, SnapshotSource snapshots, Forwarder forwarder, Tunnels tunnels) {
    this.reserved = reserved;
    this.snapshots = snapshots;
    this.forwarder = forwarder;
    this.tunnels = tunnels;
  }

  /** The pipeline as one connection uses it. */
  public Line open() {
    return new Line(this, snapshots.open());
  }

  /** Where the tunnels are opened that it admits. */
  public Tunnels tunnels() {
    return tunnels;
  }

  /**
   * The answer to an exchange under the configuration of the moment, which a reserved route does
   * not hold: its answers may last as long as somebody listens.
   */
  Response respond(Exchange exchange, SnapshotSource.Slot slot) throws ClientException {
    RequestHead head = exchange.head();
    Optional<Route> route = reserved.find(head).or(() -> slot.enter().routes().find(head));
    if (route.isEmpty()) {
      return failure(exchange, FailureCode.NO_ROUTE);
    }
    Routed routed = new Routed(route.get());
    exchange.routed(routed);
    if (exchange.body().length() > routed.service().bounds().bodyBytes()) {
      return failure(exchange, FailureCode.BODY_TOO_LARGE);
    }
    Request request = new Request(exchange.head(), exchange.body(), exchange.origin().client());
    if (routed.service().filters().isEmpty()) {
      return admit(exchange, routed, request);
    }
    return new FilterRun(exchange, routed, this::admit).respond(request);
  }

  private Response admit(Exchange exchange, Routed routed, Request request) throws ClientException {
    Service service = routed.service();
    LimitDecision decision =
        service
            .limiter()
            .tryAcquire(
                new LimitRequest(
                    exchange.head(),
                    exchange.origin().client(),
                    service.name(),
                    routed.route().path()));
    return switch (decision) {
      case LimitDecision.Rejected rejected -> {
        service.meters().limited(false);
        exchange.failed(FailureCode.RATE_LIMITED);
        yield Failures.rejected(rejected);
      }
      case LimitDecision.Admitted(Permit permit) -> {
        service.meters().limited(true);
        Admitted admitted = new Admitted(routed, permit);
        exchange.admitted(admitted);
        yield goOn(exchange, admitted, request);
      }
    };
  }

  private Response goOn(Exchange exchange, Admitted admitted, Request request)
      throws ClientException {
    Route route = admitted.routed().route();
    if (route.redirect().isPresent()) {
      return redirect(exchange, route, route.redirect().get(), request.head());
    }
    return exchange.wishes().webSocket()
        ? admitTunnel(exchange, admitted, request)
        : place(exchange, admitted, request);
  }

  /** The answer of a route that leads elsewhere, made of what the filters left of the request. */
  private static Response redirect(
      Exchange exchange, Route route, Redirect redirect, RequestHead head) {
    Optional<String> location =
        redirect.location(
            RouteTable.host(head.authority()), route.remainder(head.path()), head.query());
    return location.isEmpty()
        ? failure(exchange, FailureCode.MALFORMED_REQUEST)
        : new Response(redirect.status(), Headers.of("Location", location.get()), Body.empty());
  }

  private Response admitTunnel(Exchange exchange, Admitted admitted, Request request)
      throws ClientException {
    Optional<Permit> both = tunnels.admit(admitted.permit());
    if (both.isEmpty()) {
      return failure(exchange, FailureCode.TOO_MANY_TUNNELS);
    }
    Admitted toTunnel = new Admitted(admitted.routed(), both.get());
    exchange.admitted(toTunnel);
    return place(exchange, toTunnel, request);
  }

  private Response place(Exchange exchange, Admitted admitted, Request request)
      throws ClientException {
    Service service = admitted.routed().service();
    Set<Endpoint> tried = Set.of();
    FailureCode failure = FailureCode.NO_READY_ENDPOINT;
    boolean repeated = false;
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      if (exchange.isOverdue()) {
        return failure(exchange, FailureCode.DEADLINE_EXCEEDED);
      }
      Optional<Placed> placed = pick(exchange, admitted, request, tried);
      if (placed.isEmpty()) {
        break;
      }
      if (attempt > 0) {
        service.meters().retried();
      }
      exchange.placed(placed.get());
      try {
        Response response = forwarder.forward(placed.get(), request, exchange);
        exchange.answeredWith(response.body());
        return response;
      } catch (EndpointException e) {
        exchange.attemptFailed(e);
        failure = exchange.codeOf(e);
        boolean again = e.nothingSent() || (e.isRepeatable() && !repeated);
        if (!again) {
          break;
        }
        repeated |= e.isRepeatable();
        tried = with(tried, placed.get().lease().endpoint());
      }
    }
    return failure(exchange, failure);
  }

  private static Optional<Placed> pick(
      Exchange exchange, Admitted admitted, Request request, Set<Endpoint> tried) {
    Service service = admitted.routed().service();
    Rotation rotation = service.rotation();
    PickRequest wish = new PickRequest(request.head(), request.client(), tried);
    return switch (rotation.picker().pick(wish)) {
      case Unavailable _ -> Optional.empty();
      case Picked(ReadyEndpoint ready, var completion) ->
          Optional.of(
              new Placed(
                  admitted,
                  Lease.begin(
                      ready.live(), completion, service.meters(), exchange.ticker().nanos())));
      case Picked picked ->
          throw new IllegalStateException("a guarded picker answered " + picked.candidate());
    };
  }

  private static Set<Endpoint> with(Set<Endpoint> tried, Endpoint endpoint) {
    Set<Endpoint> more = new HashSet<>(tried);
    more.add(endpoint);
    return Set.copyOf(more);
  }

  static Response failure(Exchange exchange, FailureCode code) {
    exchange.failed(code);
    return Failures.answer(code);
  }
}
