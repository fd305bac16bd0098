package io.sluice.runtime.tunnel;

import io.sluice.runtime.deadline.Deadline;
import io.sluice.runtime.deadline.Sweeper;
import io.sluice.runtime.exchange.TunnelTimes;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket between a client and an endpoint: bytes pass as they come, each direction on a
 * thread of its own, none waiting for the other. What a slow reader does not take is not read from
 * its peer.
 *
 * <p>The gateway itself says something only when it must end the tunnel: 1001 to both sides (RFC
 * 6455 section 7.4.1), each after the frame that is under way. Then what comes is thrown away until
 * both have answered with their Close frame, for a moment. May be ended by any thread.
 */
public final class Tunnel {

  /** How long one side may go on after the other has closed its connection. */
  static final Duration HALF_CLOSED = Duration.ofSeconds(10);

  /** How long the end of a frame is awaited, unless the gateway stops: that has its own bound. */
  static final Duration FRAME_END = Duration.ofSeconds(5);

  /** How long Close frames may be unanswered, and connections open behind them. */
  static final Duration ANSWER = Duration.ofSeconds(2);

  private final TunnelEnd client;
  private final TunnelEnd endpoint;
  private final Flow toEndpoint;
  private final Flow toClient;
  private final Tunnels shared;
  private final long startNanos;
  private final long idleNanos;
  private final long lifeNanos;

  /** Passes when the tunnel is idle or old. */
  private final Deadline limit;

  /** Passes when what is left of the tunnel is to be cut. */
  private final Deadline last;

  private final AtomicReference<@Nullable Ending> ending = new AtomicReference<>();

  Tunnel(TunnelEnd client, TunnelEnd endpoint, TunnelTimes times, Sweeper sweeper, Tunnels shared) {
    this.client = client;
    this.endpoint = endpoint;
    this.toEndpoint = new Flow(client, endpoint);
    this.toClient = new Flow(endpoint, client);
    this.shared = shared;
    this.idleNanos = times.idle().toNanos();
    this.startNanos = shared.nanos();
    this.lifeNanos = times.life().toNanos();
    this.limit = sweeper.watch(this::limitReached);
    this.last = sweeper.watch(this::endNow);
  }

  /**
   * Passes bytes both ways until the tunnel ends. The endpoint's connection is closed then; the
   * client's may be left to be ended.
   */
  public Ending run() {
    shared.opened();
    progress();
    Thread back =
        Thread.ofVirtual()
            .name("sluice-tunnel")
            .start(() -> pump(toClient, Ending.ENDPOINT_LOST, Ending.CLIENT_LOST));
    pump(toEndpoint, Ending.CLIENT_LOST, Ending.ENDPOINT_LOST);
    try {
      back.join();
    } catch (InterruptedException e) {
      cut();
      Thread.currentThread().interrupt();
    }
    limit.close();
    last.close();
    endpoint.close();
    Ending first = firstOr(Ending.CLOSED);
    shared.ended(first, shared.nanos() - startNanos);
    return first;
  }

  private void pump(Flow flow, Ending senderLost, Ending receiverLost) {
    Ending onFailure = senderLost;
    try {
      for (byte[] bytes = flow.read(); bytes != null; bytes = flow.read()) {
        onFailure = receiverLost;
        progress();
        pass(flow, bytes);
        if (flow.isClosed() && isEnding()) {
          return;
        }
        onFailure = senderLost;
      }
      onFailure = receiverLost;
      flow.endOutput();
      halfClosed();
    } catch (IOException | RuntimeException e) {
      failed(onFailure);
    }
  }

  /** Who has said that it closes may be gone. */
  private void failed(Ending lost) {
    Flow said = lost == Ending.CLIENT_LOST ? toEndpoint : toClient;
    firstOr(said.isClosed() ? Ending.CLOSED : lost);
    closeBoth();
  }

  private void pass(Flow flow, byte[] bytes) throws IOException {
    boolean wasOver = flow.isOver();
    flow.pass(bytes);
    if (flow.isOver() && !wasOver) {
      farewellSaid();
    } else if (toClient.isClosed() && toEndpoint.isClosed()) {
      last.in(ANSWER.toNanos());
    }
  }

  private void progress() {
    limit.in(Math.min(idleNanos, startNanos + lifeNanos - shared.nanos()));
  }

  private boolean isEnding() {
    return ending.get() != null;
  }

  /** Why it ends: that, unless there was a reason already. */
  private Ending firstOr(Ending why) {
    Ending before = ending.compareAndExchange(null, why);
    return before == null ? why : before;
  }

  private void halfClosed() {
    if (toClient.isClosed() && toEndpoint.isClosed()) {
      endNow();
    } else if (!isEnding()) {
      last.in(HALF_CLOSED.toNanos());
    }
  }

  /** On the sweeper's thread. */
  private void limitReached() {
    end(shared.nanos() - startNanos >= lifeNanos ? Ending.EXPIRED : Ending.IDLE);
  }

  /** Has both sides know that the gateway stops. Any thread; does not wait. */
  public void drain() {
    end(Ending.DRAINED);
  }

  private void end(Ending why) {
    if (!ending.compareAndSet(null, why)) {
      return;
    }
    if (why != Ending.DRAINED) {
      last.in(FRAME_END.toNanos());
    }
    toClient.prepareFarewell(Frames.goingAway());
    toEndpoint.prepareFarewell(Frames.goingAway(shared.newMask()));
    sayFarewell(toClient);
    sayFarewell(toEndpoint);
  }

  private void sayFarewell(Flow flow) {
    Thread.ofVirtual()
        .name("sluice-farewell")
        .start(() -> {
          try {
            flow.end();
            farewellSaid();
          } catch (IOException | RuntimeException e) {
            closeBoth();
          }
        });
  }

  private void farewellSaid() {
    if (toClient.isOver() && toEndpoint.isOver()) {
      last.in(ANSWER.toNanos());
    }
  }

  /** Ends it at once, as the gateway stops. Any thread; does not wait. */
  public void cut() {
    firstOr(Ending.DRAINED);
    closeBoth();
  }

  /** Nobody says anything that is still worth waiting for. */
  private void endNow() {
    firstOr(Ending.CLOSED);
    closeBoth();
  }

  private void closeBoth() {
    client.close();
    endpoint.close();
  }
}
