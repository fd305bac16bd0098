package io.sluice.runtime.plugin;

import io.sluice.runtime.metrics.InstanceState;
import java.time.Instant;
import java.util.Optional;

/**
 * How one instance of a plugin is, as its guard knows it.
 *
 * @param service the service it is for
 * @param state how it is at this moment
 * @param failures how often it did something wrong
 * @param inFlight how many of its calls are under way; of balancers and of limiters in memory,
 *     whose calls take microseconds, only the stuck ones
 * @param last what it did wrong last
 */
public record Condition(
    String service, InstanceState state, long failures, long inFlight, Optional<Failure> last) {

  /**
   * Something that an instance did wrong.
   *
   * @param at when
   * @param what in one line
   */
  public record Failure(Instant at, String what) {}
}
