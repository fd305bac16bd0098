package io.sluice.runtime.plugin;

import io.sluice.api.balancer.Candidate;
import io.sluice.api.balancer.Pick;
import io.sluice.api.balancer.Pick.Completion;
import io.sluice.api.balancer.Pick.Picked;
import io.sluice.api.balancer.Pick.Unavailable;
import io.sluice.api.balancer.PickRequest;
import io.sluice.api.balancer.Picker;
import io.sluice.runtime.exchange.ReadyEndpoint;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A picker whose every answer is one of the ready candidates, or none: if the plugin's throws,
 * answers anything else or is in quarantine, a random one is taken. Safe for any thread.
 */
final class GuardedPicker implements Picker {

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
    GuardedCall call = log.beginFrequent("pick");
    if (call.isSpared()) {
      return fallback.pick(request);
    }
    Pick pick;
    try {
      pick = picker.pick(request);
    } catch (Throwable e) {
      call.threw(e);
      return fallback.pick(request);
    }
    return switch (pick) {
      case Picked(ReadyEndpoint candidate, Completion completion)
          when completion != null && ready.contains(candidate) -> {
        call.succeeded();
        yield Completion.NONE.equals(completion)
            ? pick
            : new Picked(candidate, guarded(completion));
      }
      case Unavailable unavailable -> {
        call.succeeded();
        yield unavailable;
      }
      case Picked(ReadyEndpoint candidate, _) -> {
        call.answered("an endpoint that is not ready here: " + candidate.endpoint());
        yield fallback.pick(request);
      }
      case null, default -> {
        call.answered("nothing that it was given"); // not shown: that would be to call the plugin
        yield fallback.pick(request);
      }
    };
  }

  private Completion guarded(Completion completion) {
    return outcome -> {
      GuardedCall call = log.beginPromised("complete");
      try {
        completion.complete(outcome);
      } catch (Throwable e) {
        call.threw(e);
        return;
      }
      call.succeeded();
    };
  }
}
