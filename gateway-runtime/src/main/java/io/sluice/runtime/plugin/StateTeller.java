package io.sluice.runtime.plugin;

import io.sluice.runtime.events.Events;
import io.sluice.runtime.metrics.InstanceState;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Tells when an instance is no longer called, is called again, or does not come back. That it is
 * degraded is not told: with a plugin that fails now and then it would change at each request. Safe
 * for any thread.
 */
final class StateTeller {

  private final InstanceContext context;
  private final Supplier<InstanceState> state;
  private final Events events;
  private final ReentrantLock lock = new ReentrantLock();
  private InstanceState told = InstanceState.OK;

  /**
   * @param state how the instance is
   */
  StateTeller(InstanceContext context, Supplier<InstanceState> state, Events events) {
    this.context = context;
    this.state = state;
    this.events = events;
  }

  /** Looks how the instance is, and tells it if that is not what was told last. */
  void tell(String reason) {
    lock.lock();
    try {
      InstanceState before = told;
      told = coarse(state.get());
      if (before != told) {
        events.publish(
            "plugin.state",
            Map.of(
                "kind", context.plugin().kind().word(),
                "name", context.plugin().name(),
                "service", context.service(),
                "from", before.word(),
                "to", told.word(),
                "reason", reason));
      }
    } finally {
      lock.unlock();
    }
  }

  private static InstanceState coarse(InstanceState state) {
    return state == InstanceState.DEGRADED ? InstanceState.OK : state;
  }
}
