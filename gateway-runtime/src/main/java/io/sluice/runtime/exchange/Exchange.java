package io.sluice.runtime.exchange;

import io.sluice.api.Body;
import io.sluice.api.Endpoint;
import io.sluice.api.Headers;
import io.sluice.api.Outcome;
import io.sluice.api.Outcome.FailureKind;
import io.sluice.api.RequestHead;
import io.sluice.api.Ticker;
import io.sluice.api.limiter.LimitDecision.Permit;
import io.sluice.runtime.accesslog.AccessEntry;
import io.sluice.runtime.metrics.ServiceMeters;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request from its head to the last byte of its answer: what was asked, by whom, and what must
 * be given back when it ends.
 *
 * <p>Belongs to the request's thread. Whatever was taken (a permit, a lease) is noted here when it
 * is taken and given back in {@link #settle}, which the listener calls once in a {@code finally}.
 */
public final class Exchange {

  private static final Outcome ABANDONED = new Outcome.Abandoned();

  private final RequestHead head;
  private final BodyStream body;
  private final Origin origin;
  private final String requestId;
  private final ClientSide client;
  private final Wishes wishes;
  private final Ticker ticker;
  private final long startNanos;

  private Permit permit = Permit.NONE;
  private ServiceMeters meters;
  private @Nullable Lease lease;
  private @Nullable FailureCode failure;
  private @Nullable Thread pump;
  private byte @Nullable [] encoded;
  private @Nullable Body answer;
  private boolean settled;
  private boolean bounded;
  private boolean switched;
  private long switchedAfterNanos;
  private long endNanos;

  private @Nullable Routed routed;
  private @Nullable Endpoint endpoint;
  private int attempts;
  private int status;
  private long tookNanos;

  /**
   * @param head what is asked, with the canonical path
   * @param requestId the value of {@code X-Request-Id}
   * @param wishes what the client asks for beside the answer
   * @param unrouted where it is recorded if it leads to no service
   */
  public Exchange(
      RequestHead head,
      BodyStream body,
      Origin origin,
      String requestId,
      ClientSide client,
      Wishes wishes,
      ServiceMeters unrouted,
      Ticker ticker) {
    this.head = head;
    this.body = body;
    this.origin = origin;
    this.requestId = requestId;
    this.client = client;
    this.wishes = wishes;
    this.meters = unrouted;
    this.ticker = ticker;
    this.startNanos = ticker.nanos();
  }

  /** What is asked. */
  public RequestHead head() {
    return head;
  }

  /** The request's content. */
  public BodyStream body() {
    return body;
  }

  /** Where it came from. */
  public Origin origin() {
    return origin;
  }

  /** The name that the client's certificate gives it; empty if it showed none. */
  public String certificateName() {
    return client.certificateName();
  }

  /** The value of {@code X-Request-Id}. */
  public String requestId() {
    return requestId;
  }

  /** Sends interim answers. */
  public void inform(int status, Headers headers) throws IOException {
    client.inform(status, headers);
  }

  /** What the client asks for beside the answer. */
  public Wishes wishes() {
    return wishes;
  }

  /** The time. */
  public Ticker ticker() {
    return ticker;
  }

  /** Takes note of the service, for the record, and of what it bounds. */
  public void routed(Routed routed) {
    this.routed = routed;
    Service service = routed.service();
    meters = service.meters();
    Duration whole = service.timeouts().request();
    bounded = !whole.isZero();
    endNanos = startNanos + whole.toNanos();
    client.routed(service);
  }

  /** Whether the whole exchange must end in some time. */
  public boolean isBounded() {
    return bounded;
  }

  /** How long the exchange may still go on, at least 1; {@link Long#MAX_VALUE} for any time. */
  public long leftNanos() {
    return bounded ? Math.max(1, endNanos - ticker.nanos()) : Long.MAX_VALUE;
  }

  /** So long, but not longer than the exchange may still go on. */
  public long within(Duration duration) {
    return Math.min(duration.toNanos(), leftNanos());
  }

  /** Whether the whole exchange has taken longer than it may. */
  public boolean isOverdue() {
    return bounded && ticker.nanos() - endNanos >= 0;
  }

  /** What a failure of the endpoint is to the client: an exchange that took too long is its own. */
  public FailureCode codeOf(EndpointException cause) {
    boolean late = cause.kind() == FailureKind.DEADLINE || cause.kind() == FailureKind.CONNECT;
    return late && isOverdue() ? FailureCode.DEADLINE_EXCEEDED : cause.code();
  }

  /** Takes note of a permit to give back. */
  public void admitted(Admitted admitted) {
    permit = admitted.permit();
  }

  /** Takes note of an attempt's lease; the one before must have ended. */
  public void placed(Placed placed) {
    lease = placed.lease();
    endpoint = placed.lease().endpoint();
    attempts++;
  }

  /** Ends the attempt of the moment, so that another may follow. */
  public void attemptFailed(EndpointException cause) {
    if (lease != null) {
      boolean tried = cause.code() != FailureCode.ENDPOINT_BUSY;
      long nanos = ticker.nanos() - lease.startNanos();
      lease.settle(tried ? new Outcome.Failed(cause.kind(), nanos) : ABANDONED);
      lease = null;
    }
  }

  /**
   * Takes note of the thread that sends the body to the endpoint; the one before must have ended.
   */
  public void pumpedBy(Thread thread) {
    pump = thread;
  }

  /** Takes note of the request as it was written, with all of its content. */
  public void encodedAs(byte[] request) {
    encoded = request;
  }

  /** The request as it was written for an endpoint that turned out to be gone. */
  public Optional<byte[]> encoded() {
    return Optional.ofNullable(encoded);
  }

  /** Whether another thread sends the body, or did. */
  public boolean isPumped() {
    return pump != null;
  }

  /** Waits until nobody sends the body any more. */
  public void awaitPump() throws InterruptedException {
    if (pump != null) {
      pump.join();
    }
  }

  /** Takes note of the endpoint's answer, so that its content is closed whatever becomes of it. */
  public void answeredWith(Body content) {
    answer = content;
  }

  /** Takes note that the answer is the gateway's own. */
  public void failed(FailureCode code) {
    failure = code;
  }

  /** Why the answer is the gateway's own, if it is. */
  public Optional<FailureCode> failure() {
    return Optional.ofNullable(failure);
  }

  /** Whether the answer is the gateway's own: that of a failure, or a redirect. */
  public boolean isAnsweredHere() {
    return failure != null || asksNobody();
  }

  /**
   * Takes note that a tunnel follows. What is learnt from the exchange is how long the endpoint
   * took to agree to it; how long the tunnel then lives says nothing about the endpoint.
   */
  public void switched() {
    switchedAfterNanos = elapsedNanos();
    switched = true;
  }

  /** The answer was delivered whole. */
  public void settleDelivered(int status) {
    settle(new Outcome.Completed(status, elapsedNanos()), status);
  }

  /**
   * The answer is the gateway's own, because the client or the gateway failed; nothing is to be
   * learnt about the endpoint.
   */
  public void settleRefused(int status) {
    settle(ABANDONED, status);
  }

  /** The client left before the answer was whole; nothing if the exchange is settled already. */
  public void settleAbandoned() {
    if (!settled) {
      failed(FailureCode.CLIENT_GONE);
      settle(ABANDONED, FailureCode.CLIENT_GONE.status());
    }
  }

  /** The endpoint failed in the middle of its answer. */
  public void settleBroken(EndpointException cause, int status) {
    failed(codeOf(cause));
    settle(new Outcome.Failed(cause.kind(), elapsedNanos()), status);
  }

  private long elapsedNanos() {
    if (switched) {
      return switchedAfterNanos;
    }
    return ticker.nanos() - (lease == null ? startNanos : lease.startNanos());
  }

  private void settle(Outcome outcome, int status) {
    if (settled) {
      return;
    }
    settled = true;
    this.status = status;
    tookNanos = ticker.nanos() - startNanos;
    if (answer != null) {
      answer.close();
    }
    if (lease != null) {
      lease.settle(outcome);
    }
    permit.release(asksNobody() ? ABANDONED : outcome);
    meters.requestEnded(head.method(), status, failure == null ? "" : failure.code(), tookNanos);
  }

  /** Whether its route asks no endpoint, so that how long it took says nothing about any. */
  private boolean asksNobody() {
    return routed != null && routed.route().redirect().isPresent();
  }

  /** Where it was led, for the access log. */
  public AccessEntry.Led led() {
    if (routed == null) {
      return AccessEntry.Led.NOWHERE;
    }
    return new AccessEntry.Led(
        routed.service().name(),
        routed.route().path(),
        endpoint == null ? "" : endpoint.authority(),
        attempts);
  }

  /** How it ended, for the access log, once it has settled. */
  public AccessEntry.Answered answered(long bytesIn, long bytesOut) {
    return new AccessEntry.Answered(
        status, bytesIn, bytesOut, tookNanos, failure == null ? "" : failure.code());
  }
}
