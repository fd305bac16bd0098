package io.sluice.runtime.exchange;

import io.sluice.api.balancer.Candidate;
import io.sluice.api.balancer.Pick;
import io.sluice.api.balancer.Picker;
import java.util.List;

/**
 * The endpoints of a service that are ready, and the picker made for exactly these: always
 * published together.
 *
 * @param ready the ready endpoints, in the order of registration
 * @param picker chooses among them; a guarded one
 */
public record Rotation(List<Candidate> ready, Picker picker) {

  /** A rotation without any endpoint. */
  public static final Rotation EMPTY =
      new Rotation(List.of(), _ -> new Pick.Unavailable("no endpoint is ready"));

  /** Copies the list. */
  public Rotation {
    ready = List.copyOf(ready);
  }
}
