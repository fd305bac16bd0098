package io.sluice.runtime.registry;

import io.sluice.api.Endpoint;
import io.sluice.api.Ticker;
import java.util.function.Consumer;

/**
 * What looks after endpoints as long as they are registered.
 *
 * @param health watches over how they are
 * @param names watches what their names lead to
 * @param onGone told of each that a service no longer has; called under a lock, must not block
 * @param ticker the time
 */
public record EndpointCare(
    HealthCheck health, Names names, Consumer<Endpoint> onGone, Ticker ticker) {

  /** Care of their health alone. */
  public static EndpointCare of(HealthCheck health) {
    return new EndpointCare(health, Names.UNWATCHED, _ -> {}, Ticker.system());
  }
}
