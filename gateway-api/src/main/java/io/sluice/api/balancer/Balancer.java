package io.sluice.api.balancer;

import java.util.List;

/**
 * A policy that chooses the endpoint of a service for each request; one instance per service.
 *
 * <p>It makes an immutable {@link Picker} for every set of ready endpoints, and owns whatever it
 * learns, so that this outlives the picker.
 */
public interface Balancer extends AutoCloseable {

  /**
   * Makes the picker for a set of endpoints. Called on a control thread, never twice at a time for
   * one instance, whenever an endpoint comes, goes, or changes its readiness or weight; must not
   * block. The old picker may be in use a little longer.
   *
   * <p>If it throws, answers null or takes longer than a second, the old picker stays in use, held
   * to the endpoints of now, and the plugin is marked degraded. One that is late is interrupted,
   * and not asked again before it has come back.
   *
   * @param ready the endpoints that may be chosen, never empty; unmodifiable
   */
  Picker newPicker(List<Candidate> ready);

  /** Ends the instance, once, after its last picker was used for the last time. */
  @Override
  default void close() {}
}
