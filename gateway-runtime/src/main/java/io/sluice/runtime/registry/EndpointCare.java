package io.sluice.runtime.registry;

import io.sluice.api.Endpoint;
import io.sluice.api.Ticker;
import io.sluice.runtime.events.Events;
import io.sluice.runtime.lifetime.Lifetimes;
import java.util.function.Consumer;

/**
 * What looks after endpoints as long as they are registered.
 *
 * @param health watches over how they are
 * @param names watches what their names lead to
 * @param lifetimes knows which of them stay only for a time
 * @param events is told of those that come and go
 * @param onGone told of each that a service no longer has; called under a lock, must not block
 * @param ticker the time
 */
public record EndpointCare(
    HealthCheck health,
    Names names,
    Lifetimes lifetimes,
    Events events,
    Consumer<Endpoint> onGone,
    Ticker ticker) {

  /** Care of their health alone. */
  public static EndpointCare of(HealthCheck health) {
    Ticker ticker = Ticker.system();
    return new EndpointCare(
        health, Names.UNWATCHED, new Lifetimes(ticker), Events.NONE, _ -> {}, ticker);
  }
}
