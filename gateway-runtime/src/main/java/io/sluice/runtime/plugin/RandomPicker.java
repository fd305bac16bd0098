package io.sluice.runtime.plugin;

import io.sluice.api.balancer.Candidate;
import io.sluice.api.balancer.Pick;
import io.sluice.api.balancer.PickRequest;
import io.sluice.api.balancer.Picker;
import java.util.List;
import java.util.random.RandomGenerator;

/** Takes any endpoint that was not tried yet: what is done when a balancer fails. */
final class RandomPicker implements Picker {

  private final List<Candidate> ready;
  private final RandomGenerator random;

  RandomPicker(List<Candidate> ready, RandomGenerator random) {
    this.ready = List.copyOf(ready);
    this.random = random;
  }

  @Override
  public Pick pick(PickRequest request) {
    int start = random.nextInt(ready.size());
    for (int i = 0; i < ready.size(); i++) {
      Candidate candidate = ready.get((start + i) % ready.size());
      if (!request.excluded().contains(candidate.endpoint())) {
        return new Pick.Picked(candidate);
      }
    }
    return new Pick.Unavailable("all ready endpoints were tried");
  }
}
