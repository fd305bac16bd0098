package io.sluice.runtime.plugin;

import io.sluice.api.balancer.Candidate;
import io.sluice.api.balancer.Pick;
import io.sluice.api.balancer.Pick.Completion;
import io.sluice.api.balancer.Pick.Picked;
import io.sluice.api.balancer.Pick.Unavailable;
import io.sluice.api.balancer.PickRequest;
import io.sluice.api.balancer.Picker;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A picker whose every answer is one of the ready candidates, or none: if the plugin's throws or
 * answers anything else, a random one is taken. Safe for any thread.
 */
final class GuardedPicker implements Picker {

  private static final String CALL = "pick";

  private final Picker picker;
  private final Picker fallback;
  private final Set<Candidate> ready;
  private final GuardLog log;

  GuardedPicker(Picker picker, Picker fallback, List<Candidate> ready, GuardLog log) {
    this.picker = picker;
    this.fallback = fallback;
    this.ready = new HashSet<>(ready);
    this.log = log;
  }

  @Override
  public Pick pick(PickRequest request) {
    long begun = log.beginFrequent();
    Pick pick;
    try {
      pick = picker.pick(request);
    } catch (Throwable e) {
      log.failed(CALL, e);
      return fallback.pick(request);
    }
    return switch (pick) {
      case Picked(Candidate candidate, Completion completion) when ready.contains(candidate) -> {
        log.ended(CALL, begun);
        yield Completion.NONE.equals(completion)
            ? pick
            : new Picked(candidate, guarded(completion));
      }
      case Unavailable unavailable -> {
        log.ended(CALL, begun);
        yield unavailable;
      }
      case null, default -> {
        log.wrong(CALL, "what it was not given: " + pick);
        yield fallback.pick(request);
      }
    };
  }

  private Completion guarded(Completion completion) {
    return outcome -> {
      try {
        completion.complete(outcome);
        log.worked("complete");
      } catch (Throwable e) {
        log.failed("complete", e);
      }
    };
  }
}
